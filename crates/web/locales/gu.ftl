## Every page

site-name = Polyclinic
site-maker = Polyclinic દ્વારા ઓનલાઇન બુકિંગ
skip-to-content = મુખ્ય લખાણ પર જાઓ
languages = ભાષા
contact-title = પ્રશ્નો છે? ક્લિનિકનો સંપર્ક કરો
back = પાછા
home-title = Polyclinic
home-text = આ ક્લિનિકો માટેનું બુકિંગ સર્વર છે. મુલાકાત બુક કરવા માટે, કૃપા કરીને તમારા ક્લિનિકે આપેલી લિંક ખોલો.

## Dates, times, lengths and money

weekday-1 = સોમવાર
weekday-2 = મંગળવાર
weekday-3 = બુધવાર
weekday-4 = ગુરુવાર
weekday-5 = શુક્રવાર
weekday-6 = શનિવાર
weekday-7 = રવિવાર
weekday-short-1 = સોમ
weekday-short-2 = મંગળ
weekday-short-3 = બુધ
weekday-short-4 = ગુરુ
weekday-short-5 = શુક્ર
weekday-short-6 = શનિ
weekday-short-7 = રવિ
month-1 = જાન્યુઆરી
month-2 = ફેબ્રુઆરી
month-3 = માર્ચ
month-4 = એપ્રિલ
month-5 = મે
month-6 = જૂન
month-7 = જુલાઈ
month-8 = ઑગસ્ટ
month-9 = સપ્ટેમ્બર
month-10 = ઑક્ટોબર
month-11 = નવેમ્બર
month-12 = ડિસેમ્બર
date-day = { $weekday }, { $day } { $month }
date-full = { $weekday }, { $day } { $month }, { $year }
time-am = { $hour }:{ $minute } AM
time-pm = { $hour }:{ $minute } PM
moment = { $date }, { $time }
moment-until = { $start } – { $end }
minutes =
    { $count ->
        [one] { $count } મિનિટ
       *[other] { $count } મિનિટ
    }
hours =
    { $count ->
        [one] { $count } કલાક
       *[other] { $count } કલાક
    }
hours-and-minutes = { $hours } { $minutes }
number-group = ,
number-decimal = .
money = { $currency }{ $amount }
zone-label = { $city } નો સમય ({ $offset })
zone-here = તમારો અને ક્લિનિકનો
region-europe = યુરોપ
region-america = અમેરિકા
region-africa = આફ્રિકા
region-asia = એશિયા
region-pacific = ઑસ્ટ્રેલિયા અને પેસિફિક

## The steps of booking

steps = પગલાં
step-service = સેવા
step-time = સમય
step-details = વિગતો

## What a clinic offers

services-title = મુલાકાત બુક કરો
services-text = તમે શેના માટે આવવા માંગો છો?
services-none = હાલમાં ઓનલાઇન કંઈ બુક કરી શકાતું નથી. કૃપા કરીને ક્લિનિકનો સંપર્ક કરો.
place-video = વિડિયો દ્વારા
place-in-person = ક્લિનિકમાં

## Free times

times-title = સમય પસંદ કરો
times-first = પહેલો ખાલી સમય
times-zone = સમય { $zone } મુજબ છે.
times-zone-clinic = સમય ક્લિનિકના સ્થાનિક સમય મુજબ છે ({ $offset }).
times-clinic-zone = નાના અક્ષરે લખેલો સમય ક્લિનિકનો છે: { $zone }.
times-options = બીજો દિવસ, બીજી વ્યક્તિ અથવા બીજો સમય ઝોન
times-from = ક્યારથી
times-anyone = કોઈપણ
times-time-zone = સમય ઝોન
times-show = સમય બતાવો
times-none = હાલમાં કોઈ ખાલી સમય નથી. કૃપા કરીને પછી પ્રયત્ન કરો અથવા ક્લિનિકનો સંપર્ક કરો.
times-none-then = આ દિવસોમાં કોઈ ખાલી સમય નથી.
times-earlier = પહેલાંના દિવસો
times-later = પછીના દિવસો
times-other-days = બીજા દિવસો
times-unknown-zone = તમે માંગેલો સમય ઝોન અમે જાણતા નથી, તેથી ક્લિનિકનો સમય બતાવીએ છીએ.
times-unknown-day = તમે માંગેલો દિવસ અમે વાંચી શક્યા નથી, તેથી પહેલા ખાલી દિવસથી શરૂ કરીએ છીએ.

## A time that is not to be had

taken-title = આ સમય હમણાં જ લેવાઈ ગયો છે
taken-text = બીજી કોઈ વ્યક્તિ ઝડપી હતી, અને કંઈ બુક થયું નથી. કૃપા કરીને બીજો સમય પસંદ કરો.
not-offered-title = આ સમય બુક કરી શકાતો નથી
not-offered-text = તે વીતી ગયો છે, લેવાઈ ગયો છે અથવા ઉપલબ્ધ નથી. કૃપા કરીને બીજો સમય પસંદ કરો.
taken-others = આગળના ખાલી સમય
taken-all = બધા ખાલી સમય

## The form

fact-what = શું
fact-when = ક્યારે
fact-with = કોની સાથે
fact-where = ક્યાં
fact-price = કિંમત
fact-at-clinic = ક્લિનિકમાં: { $time }
form-title = તમારી મુલાકાતની પુષ્ટિ કરો
form-details = તમારી વિગતો
form-other-time = બીજો સમય પસંદ કરો
form-optional = (વૈકલ્પિક)
form-choose = કૃપા કરીને પસંદ કરો
form-note = તમે પુષ્ટિ કરો ત્યારે સમય તમારો થાય છે.
form-submit = મુલાકાતની પુષ્ટિ કરો
question-first-name = નામ
question-last-name = અટક
question-email = ઈમેલ
question-phone = ફોન
payment-title = ચુકવણી
payment-charge = તમે પુષ્ટિ કરો ત્યારે તમારા કાર્ડમાંથી { $amount } લેવામાં આવશે.
payment-save = તમારું કાર્ડ { $amount } માટે રાખવામાં આવશે. હમણાં કંઈ લેવામાં આવતું નથી.
payment-later = તમે આ ખાલી છોડીને પછી પણ ચૂકવી શકો છો.
payment-card = પરીક્ષણ કાર્ડ
payment-card-help = આ પરીક્ષણ છે: કોઈ પૈસા લેવાતા નથી. કોઈપણ શબ્દ ચાલશે, જેમ કે “test”.

## What is wrong with the form

error-title = કૃપા કરીને તપાસો:
error-summary = કૃપા કરીને આ જવાબો તપાસો
error-in-field = { $field } – { $message }
error-required = કૃપા કરીને આ ભરો.
error-choose = કૃપા કરીને આમાંથી એક પસંદ કરો.
error-tick = આગળ વધવા માટે કૃપા કરીને આ પર ટિક કરો.
error-email = કૃપા કરીને name@example.com જેવું ઈમેલ સરનામું લખો.
error-phone = કૃપા કરીને દેશના કોડ સાથે ફોન નંબર લખો, જેમ કે +91 79 5550 0100.
error-number = કૃપા કરીને સંખ્યા લખો.
error-date = કૃપા કરીને દિવસ, મહિના અને વર્ષ સાથે તારીખ લખો.
error-format = કૃપા કરીને આ બીજી રીતે લખો.
error-between = કૃપા કરીને { $least } થી { $most } સુધીની સંખ્યા લખો.
error-at-least = કૃપા કરીને { $least } કે તેથી વધુ સંખ્યા લખો.
error-at-most = કૃપા કરીને { $most } કે તેથી ઓછી સંખ્યા લખો.
error-too-short =
    { $count ->
        [one] કૃપા કરીને ઓછામાં ઓછો { $count } અક્ષર લખો.
       *[other] કૃપા કરીને ઓછામાં ઓછા { $count } અક્ષર લખો.
    }
error-too-long =
    { $count ->
        [one] કૃપા કરીને વધુમાં વધુ { $count } અક્ષર લખો.
       *[other] કૃપા કરીને વધુમાં વધુ { $count } અક્ષર લખો.
    }
error-general = તમે લખેલું કંઈક સ્વીકારી શકાતું નથી: તે બહુ લાંબું છે અથવા તેમાં અમાન્ય ચિહ્નો છે.
error-card-needed = આ મુલાકાત માટે કાર્ડ જરૂરી છે.
error-card-declined = કાર્ડ સ્વીકારાયું નથી. { $reason }
error-reason = કૃપા કરીને વધુમાં વધુ 1,000 સાદા અક્ષર લખો.

## An appointment

manage-title = તમારી મુલાકાત
manage-status = સ્થિતિ
manage-join = વિડિયો દ્વારા જોડાઓ
manage-calendar = કૅલેન્ડરમાં ઉમેરો
manage-move = બીજો સમય પસંદ કરો
manage-cancel = મુલાકાત રદ કરો
manage-again = ફરી બુક કરો
manage-until = તમે અહીં { $when } સુધી ફેરફાર કે રદ કરી શકો છો.
manage-too-late = ઓનલાઇન ફેરફાર કરવા માટે મોડું થઈ ગયું છે. કૃપા કરીને ક્લિનિકનો સંપર્ક કરો.
manage-keep-link = તમારી મુલાકાત ફરી જોવા માટે આ પેજનું સરનામું સાચવી રાખો. જેની પાસે તે હોય તે મુલાકાતમાં ફેરફાર કરી શકે છે, તેથી કોઈને આપશો નહીં.
status-pending = ક્લિનિકની મંજૂરીની રાહ છે
status-booked = બુક થયેલ
status-arrived = તમે આવી ગયા છો
status-fulfilled = પૂર્ણ થયેલ
status-noshow = ચૂકી ગયા
status-cancelled = રદ થયેલ
done-booked = તમારી મુલાકાત બુક થઈ ગઈ છે.
done-moved = તમારી મુલાકાતનો સમય બદલાઈ ગયો છે.
done-cancelled = તમારી મુલાકાત રદ થઈ ગઈ છે.
cancel-title = આ મુલાકાત રદ કરવી છે?
cancel-reason = તમે શા માટે રદ કરો છો?
cancel-reason-help = ક્લિનિક આ વાંચશે.
cancel-submit = હા, રદ કરો
change-keep = ના, રહેવા દો
move-title = બીજો સમય પસંદ કરો
move-now = હાલમાં: { $when }
move-question = તમારી મુલાકાતનો સમય બદલવો છે?
move-from = હાલનો સમય
move-to = નવો સમય
move-submit = હા, બદલો

## What went wrong

not-found-title = આ પેજ મળતું નથી
not-found-text = કૃપા કરીને સરનામું તપાસો, અથવા તમારા ક્લિનિકની લિંક ફરી ખોલો.
not-found-service-text = આ ઉપલબ્ધ નથી, અથવા હવે નથી. કૃપા કરીને તમારા ક્લિનિકની લિંકથી ફરી શરૂ કરો.
not-found-appointment-text = આવી કોઈ મુલાકાત નથી, અથવા લિંક અધૂરી છે. કૃપા કરીને બુકિંગ વખતે મળેલી આખી લિંક વાપરો.
refused-title = આ શક્ય નથી
refused-text = તમને આ જોવાની પરવાનગી નથી.
cross-site-text = ફોર્મ બીજી વેબસાઇટ પરથી આવ્યું છે. કૃપા કરીને અમારું પેજ ખોલીને ત્યાંથી મોકલો.
bad-request-title = અમે આ વાંચી શક્યા નથી
bad-request-text = કંઈક ખૂટે છે અથવા અપેક્ષા મુજબ નથી. કૃપા કરીને પાછા જઈને ફરી પ્રયત્ન કરો.
too-large-text = લખાણ બહુ લાંબું છે. કૃપા કરીને પાછા જઈને ટૂંકું કરો.
conflict-title = હમણાં આમાં ફેરફાર કરી શકાતો નથી
conflict-text = આ દરમિયાન મુલાકાતમાં ફેરફાર થયો છે. કૃપા કરીને ફરી જુઓ.
sent-already-title = આ ફોર્મ પહેલેથી મોકલાયું છે
sent-already-text = તે બીજા જવાબો સાથે મોકલાયું હતું અને કદાચ મુલાકાત બુક થઈ છે. બીજી મુલાકાત જોઈતી હોય તો ફરી શરૂ કરો.
in-flight-title = અમે હજી તેના પર કામ કરી રહ્યા છીએ
in-flight-text = તમારું બુકિંગ ચાલુ છે. કૃપા કરીને થોડી રાહ જોઈને આ પેજ ફરી ખોલો.
too-many-title = ઘણા બધા પ્રયત્નો
too-many-text = તમારા નેટવર્ક પરથી ઘણા ખોટા પ્રયત્નો થયા છે. કૃપા કરીને એક કલાક રાહ જુઓ અથવા ક્લિનિકનો સંપર્ક કરો.
unavailable-title = અમે જલદી પાછા આવીશું
unavailable-text = બુકિંગ સર્વર હાલમાં ઉપલબ્ધ નથી. કૃપા કરીને એક મિનિટમાં ફરી પ્રયત્ન કરો.
internal-title = કંઈક ખોટું થયું
internal-text = આ અમારી ભૂલ છે, તમારી નહીં. કૃપા કરીને ફરી પ્રયત્ન કરો અથવા ક્લિનિકનો સંપર્ક કરો.

## The desk of those who work for a practice

desk-sign-in = સાઇન ઇન કરો
desk-sign-out = સાઇન આઉટ કરો
desk-signed-in-as = સાઇન ઇન કરેલ છે:
desk-parts = વિભાગો
desk-password = પાસવર્ડ
desk-wrong-password = આ ઈ-મેલ સરનામું અને પાસવર્ડ મેળ ખાતાં નથી.
desk-locked = ઘણા ખોટા પ્રયત્નો થયા. કૃપા કરીને { $time } રાહ જુઓ.
desk-forgotten = પાસવર્ડ ભૂલી ગયા?
desk-start-again = ફરીથી શરૂ કરો
desk-no-tls = આ પાનું એન્ક્રિપ્શન વગર (http) ખોલાયું છે, અને બ્રાઉઝર ત્યાં સાઇન ઇન સાચવતાં નથી. કૃપા કરીને તેને https થી ખોલો.
desk-code-title = તમારો કોડ લખો
desk-code = કોડ
desk-code-help = તમારા ફોન પર દેખાતા છ આંકડા, અથવા તમારા રિકવરી કોડમાંથી એક.
desk-code-wrong = આ કોડ સાચો નથી. જો તમે તે વાપરી ચૂક્યા હો તો પછીના કોડની રાહ જુઓ.
desk-forgotten-text = નવો પાસવર્ડ પસંદ કરવા અમે તમને લિંક મોકલીશું.
desk-send-link = લિંક મોકલો
desk-no-mail = આ સર્વર મેલ મોકલતું નથી. તમારા ક્લિનિકના વપરાશકર્તાઓ સંભાળનાર પાસેથી નવા પાસવર્ડની લિંક માગો.
desk-to-sign-in = સાઇન ઇન પર જાઓ
desk-new-password-title = નવો પાસવર્ડ પસંદ કરો
desk-new-password = નવો પાસવર્ડ
desk-password-help = ઓછામાં ઓછા 12 અક્ષર. થોડા શબ્દો એક સાથે સહેલાઈથી યાદ રહે છે.
desk-password-too-short = કૃપા કરીને ઓછામાં ઓછા 12 અક્ષર લો.
desk-password-too-long = કૃપા કરીને વધુમાં વધુ 200 અક્ષર લો.
desk-password-easy = આ અનુમાન કરવું બહુ સહેલું છે. કૃપા કરીને બીજો પસંદ કરો.
desk-password-wrong = આ તમારો પાસવર્ડ નથી.
desk-save = સાચવો
desk-link-dead = આ લિંક હવે કામ કરતી નથી
desk-link-dead-text = લિંક એક વાર અને એક કલાક માટે કામ કરે છે. કૃપા કરીને નવી માગો.
desk-account = મારું ખાતું
desk-name = નામ
desk-role = ભૂમિકા
desk-role-owner = માલિક
desk-role-admin = વહીવટ
desk-role-practitioner = ચિકિત્સક
desk-role-front-desk = સ્વાગત કક્ષ
desk-role-partner = ભાગીદાર
desk-change-password = પાસવર્ડ બદલો
desk-change-password-text = તે બદલશો ત્યારે તમે અહીં સાઇન ઇન રહેશો અને બીજે બધેથી સાઇન આઉટ થશો.
desk-current-password = હાલનો પાસવર્ડ
desk-second-factor = બીજું પરિબળ
desk-factor-none = કોઈ નથી. તમારો પાસવર્ડ જાણનાર કોઈ પણ અંદર આવી શકે.
desk-factor-on =
    { $count ->
        [one] ચાલુ છે. તમારી પાસે { $count } રિકવરી કોડ બાકી છે.
       *[other] ચાલુ છે. તમારી પાસે { $count } રિકવરી કોડ બાકી છે.
    }
desk-factor-set-up = ગોઠવો
desk-factor-manage = રિકવરી કોડ, અથવા બંધ કરો
desk-factor-text = પાસવર્ડ ઉપરાંત તમારા ફોનનો કોડ માગવામાં આવે છે. તમને એક વાર વપરાતા કોડની ઍપ જોઈશે, જેમ કે તમારા ફોન સાથે આવતી ઍપ.
desk-factor-scan = તમારા ફોનની ઍપથી આ સ્કૅન કરો:
desk-factor-qr = તમારી ઍપ માટે QR કોડ
desk-factor-type = અથવા ઍપમાં આ લખો:
desk-factor-then = પછી ઍપમાં દેખાતો કોડ લખો:
desk-factor-confirm = ચાલુ કરો
desk-factor-on-text = નવા રિકવરી કોડ મેળવવા અથવા બીજું પરિબળ બંધ કરવા કોડ લખો.
desk-factor-off = બંધ કરો
desk-codes-renew = નવા રિકવરી કોડ
desk-codes-title = તમારા રિકવરી કોડ
desk-codes-text = તેમને ફોન વગર મળે એવી જગ્યાએ રાખો. દરેક એક વાર કામ કરે છે. તે ફરી બતાવવામાં નહીં આવે.
desk-codes-kept = મેં સાચવી લીધા છે
desk-sessions = તમે ક્યાં સાઇન ઇન છો
desk-since = સાઇન ઇન
desk-seen = છેલ્લે વપરાયું
desk-this-session = આ જ
desk-end-session = ત્યાંથી સાઇન આઉટ કરો
desk-end-others = બીજે બધેથી સાઇન આઉટ કરો
desk-users = વપરાશકર્તાઓ
desk-new-user = નવા વપરાશકર્તા
desk-new-user-mail = તેમને પાસવર્ડ પસંદ કરવાની લિંક સાથે મેલ મળશે.
desk-new-user-link = આગળના પાના પર તેમને પાસવર્ડ પસંદ કરવાની લિંક મળશે.
desk-add = વપરાશકર્તા ઉમેરો
desk-login-taken = આ સરનામું કોઈની પાસે પહેલેથી છે.
desk-last-owner = આ છેલ્લા માલિક છે. પહેલાં બીજા માલિક બનાવો.
desk-active = સક્રિય
desk-inactive = બંધ
desk-yes = હા
desk-no = ના
desk-ways-in = પ્રવેશના રસ્તા
desk-mail-link = નવા પાસવર્ડની લિંક મોકલો
desk-mail-link-text = તેઓ બીજો પસંદ કરે ત્યાં સુધી હાલનો પાસવર્ડ ચાલે છે.
desk-make-link = નવા પાસવર્ડની લિંક બનાવો
desk-make-link-text = તમે પોતે તે આપશો. તેઓ બીજો પસંદ કરે ત્યાં સુધી હાલનો પાસવર્ડ ચાલે છે.
desk-link = લિંક
desk-link-title = આ લિંક આપો
desk-link-text = આ લિંકથી { $name } પાસવર્ડ પસંદ કરી શકે છે. તે એક વાર, એક કલાકની અંદર કામ કરે છે અને ફરી બતાવવામાં નહીં આવે.
desk-factor-reset = બીજું પરિબળ દૂર કરો
desk-factor-reset-text = જો તેમણે ફોન અને કોડ ગુમાવ્યા હોય. તેઓ બધેથી સાઇન આઉટ થશે.
desk-end-theirs = બધેથી સાઇન આઉટ કરો
desk-end-theirs-text = જો કોઈ ઉપકરણ ખોવાયું કે ચોરાયું હોય.
desk-switch-off = બંધ કરો
desk-switch-off-text = તેઓ તરત બહાર થાય છે અને સાઇન ઇન કરી શકતા નથી. તેમણે કરેલું રહે છે.
desk-switch-on = ચાલુ કરો
desk-switch-on-text = તેઓ જૂના પાસવર્ડથી ફરી સાઇન ઇન કરી શકે છે.
desk-pages = પાનાં
desk-first-page = પહેલું પાનું
desk-next-page = આગળનું પાનું
desk-done-signed-out = તમે સાઇન આઉટ કર્યું છે.
desk-done-link = જો અહીં કોઈનું આ સરનામું હોય તો લિંક તેમના તરફ જઈ રહી છે. તે એક કલાક કામ કરે છે.
desk-done-new-password = તમારો નવો પાસવર્ડ કામ કરે છે. હવે તેનાથી સાઇન ઇન કરી શકો છો.
desk-done-password = તમારો પાસવર્ડ બદલાઈ ગયો છે.
desk-done-factor = બીજું પરિબળ ચાલુ છે.
desk-done-factor-off = બીજું પરિબળ બંધ છે.
desk-done-session = તે બ્રાઉઝર સાઇન આઉટ થયું છે.
desk-done-sessions = બીજાં બધાં બ્રાઉઝર સાઇન આઉટ થયાં છે.
desk-done-role = ભૂમિકા બદલાઈ ગઈ છે.
desk-done-on = તેઓ ફરી સાઇન ઇન કરી શકે છે.
desk-done-off = તેમને બંધ કરવામાં આવ્યા છે.
desk-done-mailed = લિંક મોકલવામાં આવી છે.
desk-done-factor-reset = બીજું પરિબળ દૂર થયું છે.
desk-done-their-sessions = તેઓ બધેથી સાઇન આઉટ થયા છે.

## Mail

mail-new-password-subject = { $clinic } માં તમારો નવો પાસવર્ડ
mail-new-password-text =
    અહીં તમે { $clinic } માં નવો પાસવર્ડ પસંદ કરી શકો છો. લિંક એક વાર, એક કલાકની અંદર કામ કરે છે:

    { $link }

    જો તમે તે માગ્યો ન હોય તો કંઈ કરવાનું નથી: તમારો પાસવર્ડ એમ જ રહે છે.
