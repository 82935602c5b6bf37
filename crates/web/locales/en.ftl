## Every page

site-name = Polyclinic
site-maker = Online booking by Polyclinic
skip-to-content = Skip to content
languages = Language
contact-title = Questions? Contact the clinic
back = Back
home-title = Polyclinic
home-text = This is a booking server for clinics. To book an appointment, please follow the link you got from your clinic.

## Dates, times, lengths and money

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-day = { $weekday }, { $month } { $day }
date-full = { $weekday }, { $month } { $day }, { $year }
time-am = { $hour }:{ $minute } AM
time-pm = { $hour }:{ $minute } PM
moment = { $date }, { $time }
moment-until = { $start } – { $end }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
hours-and-minutes = { $hours } { $minutes }
number-group = ,
number-decimal = .
money = { $currency }{ $amount }
zone-label = { $city } time ({ $offset })
zone-here = Yours and the clinic’s
region-europe = Europe
region-america = America
region-africa = Africa
region-asia = Asia
region-pacific = Australia and the Pacific

## The steps of booking

steps = Steps
step-service = Service
step-time = Time
step-details = Details

## What a clinic offers

services-title = Book an appointment
services-text = What would you like to come for?
services-none = Nothing can be booked online at the moment. Please contact the clinic.
place-video = By video
place-in-person = At the clinic

## Free times

times-title = Choose a time
times-first = First free time
times-zone = Times are in { $zone }.
times-zone-clinic = Times are the clinic’s ({ $offset }).
times-clinic-zone = The small ones are the clinic’s: { $zone }.
times-options = Another day, person or time zone
times-from = From
times-anyone = Anyone
times-time-zone = Time zone
times-show = Show times
times-none = There are no free times at the moment. Please try again later or contact the clinic.
times-none-then = There are no free times in these days.
times-earlier = Earlier days
times-later = Later days
times-other-days = Other days
times-unknown-zone = We don’t know the time zone you asked for, so times are shown in the clinic’s.
times-unknown-day = We could not read the day you asked for, so we start with the first free one.

## A time that is not to be had

taken-title = This time has just been taken
taken-text = Somebody else was faster, and nothing has been booked. Please choose another time.
not-offered-title = This time can’t be booked
not-offered-text = It has passed, is taken, or is not offered. Please choose another time.
taken-others = Next free times
taken-all = All free times

## The form

fact-what = What
fact-when = When
fact-with = With
fact-where = Where
fact-price = Price
fact-at-clinic = At the clinic: { $time }
form-title = Confirm your appointment
form-details = Your details
form-other-time = Choose another time
form-optional = (optional)
form-choose = Please choose
form-note = The time is yours once you confirm.
form-submit = Confirm appointment
question-first-name = First name
question-last-name = Last name
question-email = E-mail
question-phone = Phone
payment-title = Payment
payment-charge = { $amount } will be charged to your card when you confirm.
payment-save = Your card will be kept for { $amount }. Nothing is charged now.
payment-later = You can also leave this empty and pay later.
payment-card = Test card
payment-card-help = This is a test: no money moves. Any word will do, for example “test”.

## What is wrong with the form

error-title = Please check:
error-summary = Please check these answers
error-in-field = { $field } – { $message }
error-required = Please fill this in.
error-choose = Please choose one of these.
error-tick = Please tick this to go on.
error-email = Please write an e-mail address such as name@example.com.
error-phone = Please write a phone number with its country code, such as +1 555 010 9999.
error-number = Please write a number.
error-date = Please write a date with day, month and year.
error-format = Please write this in another way.
error-between = Please write a number from { $least } to { $most }.
error-at-least = Please write a number that is { $least } or more.
error-at-most = Please write a number that is { $most } or less.
error-too-short =
    { $count ->
        [one] Please write at least { $count } character.
       *[other] Please write at least { $count } characters.
    }
error-too-long =
    { $count ->
        [one] Please write { $count } character at most.
       *[other] Please write { $count } characters at most.
    }
error-general = Something you wrote can’t be taken: it is too long, or has letters that can’t be stored.
error-card-needed = A card is needed for this appointment.
error-card-declined = The card was not accepted. { $reason }
error-reason = Please write at most 1,000 plain characters.

## An appointment

manage-title = Your appointment
manage-status = Status
manage-join = Join by video
manage-calendar = Add to calendar
manage-move = Choose another time
manage-cancel = Cancel appointment
manage-again = Book again
manage-until = You can change or cancel it here until { $when }.
manage-too-late = It is too late to change this online. Please contact the clinic.
manage-keep-link = Keep the address of this page to come back to your appointment. Whoever has it can change the appointment, so don’t pass it on.
status-pending = Waiting for the clinic’s approval
status-booked = Booked
status-arrived = You have arrived
status-fulfilled = Has taken place
status-noshow = Missed
status-cancelled = Cancelled
done-booked = Your appointment is booked.
done-moved = Your appointment has been moved.
done-cancelled = Your appointment has been cancelled.
cancel-title = Cancel this appointment?
cancel-reason = Why do you cancel?
cancel-reason-help = The clinic will read this.
cancel-submit = Yes, cancel it
change-keep = No, keep it
move-title = Choose another time
move-now = Now: { $when }
move-question = Move your appointment?
move-from = From
move-to = To
move-submit = Yes, move it

## What went wrong

not-found-title = We can’t find this page
not-found-text = Please check the address, or follow the link of your clinic once more.
not-found-service-text = This is not offered, or not any more. Please start again from the link of your clinic.
not-found-appointment-text = There is no such appointment, or the link is incomplete. Please use the whole link you got when you booked.
refused-title = This is not possible
refused-text = You don’t have access to this.
cross-site-text = The form came from another website. Please open our page and send it from there.
bad-request-title = We could not read this
bad-request-text = Something is missing or not as expected. Please go back and try again.
too-large-text = This is too much text. Please go back and shorten it.
conflict-title = This can’t be changed now
conflict-text = The appointment has been changed in the meantime. Please look at it again.
sent-already-title = This form has been sent before
sent-already-text = It was sent with other answers, and may have booked an appointment. Please start again if you want another one.
in-flight-title = We are still working on it
in-flight-text = Your booking is on its way. Please wait a moment and load this page again.
too-many-title = Too many tries
too-many-text = There were too many wrong tries from your network. Please wait an hour, or contact the clinic.
unavailable-title = We will be back soon
unavailable-text = The booking server can’t be reached at the moment. Please try again in a minute.
internal-title = Something went wrong
internal-text = This is our fault, not yours. Please try again, or contact the clinic.

## The desk of those who work for a practice

desk-sign-in = Sign in
desk-sign-out = Sign out
desk-signed-in-as = Signed in as
desk-parts = Parts
desk-password = Password
desk-wrong-password = This e-mail address and password don’t fit together.
desk-locked = There were too many wrong tries. Please wait { $time }.
desk-forgotten = Forgotten your password?
desk-start-again = Start again
desk-no-tls = This page was opened without encryption (http), and browsers keep no sign-ins there. Please open it with https.
desk-code-title = Enter your code
desk-code = Code
desk-code-help = The six digits your phone shows, or one of your recovery codes.
desk-code-wrong = This code is not right. Please wait for the next one if you have used it already.
desk-forgotten-text = We will send you a link to choose a new one.
desk-send-link = Send link
desk-no-mail = This server sends no mail. Ask whoever manages the users of your practice for a link to a new password.
desk-to-sign-in = To the sign-in
desk-new-password-title = Choose a new password
desk-new-password = New password
desk-password-help = At least 12 characters. A few words in a row are easy to remember.
desk-password-too-short = Please take at least 12 characters.
desk-password-too-long = Please take at most 200 characters.
desk-password-easy = This is too easy to guess. Please choose something else.
desk-password-wrong = This is not your password.
desk-save = Save
desk-link-dead = This link works no longer
desk-link-dead-text = Links work once, and for an hour. Please ask for a new one.
desk-account = My account
desk-name = Name
desk-role = Role
desk-role-owner = Owner
desk-role-admin = Administrator
desk-role-practitioner = Practitioner
desk-role-front-desk = Front desk
desk-role-partner = Partner
desk-change-password = Change password
desk-change-password-text = When you change it, you stay signed in here and are signed out everywhere else.
desk-current-password = Current password
desk-second-factor = Second factor
desk-factor-none = None. Your password alone lets anybody in who knows it.
desk-factor-on =
    { $count ->
        [one] On. You have { $count } recovery code left.
       *[other] On. You have { $count } recovery codes left.
    }
desk-factor-set-up = Set up
desk-factor-manage = Recovery codes, or turn it off
desk-factor-text = Besides your password, a code from your phone is asked for. You need an app for one-time codes, such as the one your phone comes with.
desk-factor-scan = Scan this with the app on your phone:
desk-factor-qr = QR code for your app
desk-factor-type = Or type this into the app:
desk-factor-then = Then enter the code that the app shows:
desk-factor-confirm = Turn on
desk-factor-on-text = Enter a code to get new recovery codes, or to turn the second factor off.
desk-factor-off = Turn off
desk-codes-renew = New recovery codes
desk-codes-title = Your recovery codes
desk-codes-text = Keep them where you find them without your phone. Each works once. They are not shown again.
desk-codes-kept = I have kept them
desk-sessions = Where you are signed in
desk-since = Signed in
desk-seen = Last used
desk-this-session = This one
desk-end-session = Sign out there
desk-end-others = Sign out everywhere else
desk-users = Users
desk-new-user = New user
desk-new-user-mail = They will get a mail with a link to choose a password.
desk-new-user-link = On the next page you get a link for them to choose a password.
desk-add = Add user
desk-login-taken = Somebody has this address already.
desk-last-owner = This is the last owner. Make another one first.
desk-active = Active
desk-inactive = Off
desk-yes = Yes
desk-no = No
desk-ways-in = Ways in
desk-mail-link = Send link to a new password
desk-mail-link-text = Their present password works until they choose another one.
desk-make-link = Make link to a new password
desk-make-link-text = You hand it over yourself. Their present password works until they choose another one.
desk-link = Link
desk-link-title = Hand over this link
desk-link-text = This link lets { $name } choose a password. It works once, within an hour, and is not shown again.
desk-factor-reset = Remove second factor
desk-factor-reset-text = If they have lost their phone and their codes. They are signed out everywhere.
desk-end-theirs = Sign out everywhere
desk-end-theirs-text = If a device was lost or stolen.
desk-switch-off = Switch off
desk-switch-off-text = They are out at once and can’t sign in. What they did stays.
desk-switch-on = Switch on
desk-switch-on-text = They can sign in again with their old password.
desk-pages = Pages
desk-first-page = First page
desk-next-page = Next page
desk-done-signed-out = You have signed out.
desk-done-link = If somebody here has this address, a link is on its way to them. It works for an hour.
desk-done-new-password = Your new password works. You can sign in with it now.
desk-done-password = Your password has been changed.
desk-done-factor = The second factor is on.
desk-done-factor-off = The second factor is off.
desk-done-session = That browser is signed out.
desk-done-sessions = All other browsers are signed out.
desk-done-role = The role has been changed.
desk-done-on = They can sign in again.
desk-done-off = They have been switched off.
desk-done-mailed = A link has been sent.
desk-done-factor-reset = The second factor has been removed.
desk-done-their-sessions = They are signed out everywhere.

## Mail

mail-new-password-subject = Your new password at { $clinic }
mail-new-password-text =
    Here you can choose a new password at { $clinic }. The link works once, within an hour:

    { $link }

    If you have not asked for it, there is nothing to do: your password stays as it is.
