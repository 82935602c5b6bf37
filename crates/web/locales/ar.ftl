## Every page

site-name = Polyclinic
site-maker = حجز المواعيد عبر الإنترنت مع Polyclinic
skip-to-content = انتقل إلى المحتوى
languages = اللغة
contact-title = هل لديك أسئلة؟ تواصل مع العيادة
back = رجوع
home-title = Polyclinic
home-text = هذا خادم حجز مواعيد للعيادات. لحجز موعد، يُرجى اتباع الرابط الذي حصلت عليه من عيادتك.

## Dates, times, lengths and money

weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد
weekday-short-1 = الاثنين
weekday-short-2 = الثلاثاء
weekday-short-3 = الأربعاء
weekday-short-4 = الخميس
weekday-short-5 = الجمعة
weekday-short-6 = السبت
weekday-short-7 = الأحد
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
date-day = { $weekday }، { $day } { $month }
date-full = { $weekday }، { $day } { $month } { $year }
time-am = { $hour }:{ $minute } ص
time-pm = { $hour }:{ $minute } م
moment = { $date }، { $time }
moment-until = { $start } – { $end }
minutes =
    { $count ->
        [zero] { $count } دقيقة
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
hours =
    { $count ->
        [zero] { $count } ساعة
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $count } ساعات
        [many] { $count } ساعة
       *[other] { $count } ساعة
    }
hours-and-minutes = { $hours } و{ $minutes }
number-group = ,
number-decimal = .
money = { $amount } { $currency }
zone-label = توقيت {"\u2068"}{ $city }{"\u2069"} ({"\u2068"}{ $offset }{"\u2069"})
zone-here = توقيتك وتوقيت العيادة
region-europe = أوروبا
region-america = أمريكا
region-africa = أفريقيا
region-asia = آسيا
region-pacific = أستراليا والمحيط الهادئ

## The steps of booking

steps = الخطوات
step-service = الخدمة
step-time = الوقت
step-details = البيانات

## What a clinic offers

services-title = احجز موعدًا
services-text = ما الذي تود الحضور من أجله؟
services-none = لا يمكن حجز أي شيء عبر الإنترنت حاليًا. يُرجى التواصل مع العيادة.
place-video = عبر الفيديو
place-in-person = في العيادة

## Free times

times-title = اختر وقتًا
times-first = أول وقت متاح
times-zone = الأوقات حسب { $zone }.
times-zone-clinic = الأوقات بتوقيت العيادة ({"\u2068"}{ $offset }{"\u2069"}).
times-clinic-zone = الأوقات الصغيرة هي أوقات العيادة: { $zone }.
times-options = يوم آخر أو شخص آخر أو منطقة زمنية أخرى
times-from = ابتداءً من
times-anyone = أي شخص
times-time-zone = المنطقة الزمنية
times-show = عرض الأوقات
times-none = لا توجد أوقات متاحة حاليًا. يُرجى المحاولة لاحقًا أو التواصل مع العيادة.
times-none-then = لا توجد أوقات متاحة في هذه الأيام.
times-earlier = أيام سابقة
times-later = أيام لاحقة
times-other-days = أيام أخرى
times-unknown-zone = لا نعرف المنطقة الزمنية المطلوبة، لذلك نعرض الأوقات بتوقيت العيادة.
times-unknown-day = لم نتمكن من قراءة اليوم المطلوب، لذلك نبدأ بأول يوم متاح.

## A time that is not to be had

taken-title = حُجز هذا الوقت للتو
taken-text = سبقك شخص آخر، ولم يُحجز أي شيء. يُرجى اختيار وقت آخر.
not-offered-title = لا يمكن حجز هذا الوقت
not-offered-text = هذا الوقت مضى أو محجوز أو غير معروض. يُرجى اختيار وقت آخر.
taken-others = الأوقات المتاحة التالية
taken-all = كل الأوقات المتاحة

## The form

fact-what = الخدمة
fact-when = الموعد
fact-with = مع
fact-where = المكان
fact-price = السعر
fact-at-clinic = بتوقيت العيادة: { $time }
form-title = أكّد موعدك
form-details = بياناتك
form-other-time = اختيار وقت آخر
form-optional = (اختياري)
form-choose = يُرجى الاختيار
form-note = يصبح الوقت لك بعد التأكيد.
form-submit = تأكيد الموعد
question-first-name = الاسم الأول
question-last-name = اسم العائلة
question-email = البريد الإلكتروني
question-phone = الهاتف
payment-title = الدفع
payment-charge = سيُخصم { $amount } من بطاقتك عند التأكيد.
payment-save = ستُحفظ بطاقتك لمبلغ { $amount }. لا يُخصم شيء الآن.
payment-later = يمكنك أيضًا ترك هذا الحقل فارغًا والدفع لاحقًا.
payment-card = بطاقة تجريبية
payment-card-help = هذه تجربة: لا تُنقل أي أموال. تكفي أي كلمة، مثل «تجربة».

## What is wrong with the form

error-title = يُرجى التحقق:
error-summary = يُرجى التحقق من هذه الإجابات
error-in-field = {"\u2068"}{ $field }{"\u2069"} – {"\u2068"}{ $message }{"\u2069"}
error-required = يُرجى ملء هذا الحقل.
error-choose = يُرجى اختيار أحد الخيارات.
error-tick = يُرجى تحديد هذا المربع للمتابعة.
error-email = يُرجى كتابة بريد إلكتروني مثل {"\u2066"}name@example.com{"\u2069"}.
error-phone = يُرجى كتابة رقم هاتف مع رمز البلد مثل {"\u2066"}+971 4 555 0100{"\u2069"}.
error-number = يُرجى كتابة رقم.
error-date = يُرجى كتابة تاريخ باليوم والشهر والسنة.
error-format = يُرجى كتابة هذا بطريقة أخرى.
error-between = يُرجى كتابة رقم من { $least } إلى { $most }.
error-at-least = يُرجى كتابة رقم لا يقل عن { $least }.
error-at-most = يُرجى كتابة رقم لا يزيد على { $most }.
error-too-short =
    { $count ->
        [zero] يُرجى كتابة { $count } حرف على الأقل.
        [one] يُرجى كتابة حرف واحد على الأقل.
        [two] يُرجى كتابة حرفين على الأقل.
        [few] يُرجى كتابة { $count } أحرف على الأقل.
        [many] يُرجى كتابة { $count } حرفًا على الأقل.
       *[other] يُرجى كتابة { $count } حرف على الأقل.
    }
error-too-long =
    { $count ->
        [zero] يُرجى كتابة { $count } حرف على الأكثر.
        [one] يُرجى كتابة حرف واحد على الأكثر.
        [two] يُرجى كتابة حرفين على الأكثر.
        [few] يُرجى كتابة { $count } أحرف على الأكثر.
        [many] يُرجى كتابة { $count } حرفًا على الأكثر.
       *[other] يُرجى كتابة { $count } حرف على الأكثر.
    }
error-general = لا يمكن قبول بعض ما كتبته: إما أنه طويل جدًا أو يحتوي على رموز غير مقبولة.
error-card-needed = يتطلب هذا الموعد بطاقة.
error-card-declined = لم تُقبل البطاقة. {"\u2068"}{ $reason }{"\u2069"}
error-reason = يُرجى كتابة 1000 حرف عادي على الأكثر.

## An appointment

manage-title = موعدك
manage-status = الحالة
manage-join = الانضمام عبر الفيديو
manage-calendar = إضافة إلى التقويم
manage-move = اختيار وقت آخر
manage-cancel = إلغاء الموعد
manage-again = حجز موعد آخر
manage-until = يمكنك تغييره أو إلغاؤه هنا حتى { $when }.
manage-too-late = فات أوان تغييره عبر الإنترنت. يُرجى التواصل مع العيادة.
manage-keep-link = احتفظ بعنوان هذه الصفحة للعودة إلى موعدك. من يملكه يمكنه تغيير الموعد، فلا تشاركه مع أحد.
status-pending = بانتظار موافقة العيادة
status-booked = محجوز
status-arrived = لقد وصلت
status-fulfilled = تم
status-noshow = لم تحضر
status-cancelled = ملغى
done-booked = تم حجز موعدك.
done-moved = تم تغيير موعدك.
done-cancelled = تم إلغاء موعدك.
cancel-title = هل تريد إلغاء هذا الموعد؟
cancel-reason = لماذا تلغي الموعد؟
cancel-reason-help = ستقرأ العيادة ما تكتبه هنا.
cancel-submit = نعم، إلغاء
change-keep = لا، الإبقاء عليه
move-title = اختر وقتًا آخر
move-now = حاليًا: { $when }
move-question = هل تريد تغيير موعدك؟
move-from = من
move-to = إلى
move-submit = نعم، تغيير

## What went wrong

not-found-title = لا يمكننا العثور على هذه الصفحة
not-found-text = يُرجى التحقق من العنوان أو اتباع رابط عيادتك مرة أخرى.
not-found-service-text = هذا غير معروض، أو لم يعد معروضًا. يُرجى البدء من جديد من رابط عيادتك.
not-found-appointment-text = لا يوجد مثل هذا الموعد، أو أن الرابط غير مكتمل. يُرجى استخدام الرابط الكامل الذي حصلت عليه عند الحجز.
refused-title = هذا غير ممكن
refused-text = ليست لديك صلاحية الوصول إلى هذا.
cross-site-text = جاء النموذج من موقع آخر. يُرجى فتح صفحتنا وإرساله من هناك.
bad-request-title = لم نتمكن من قراءة هذا
bad-request-text = هناك شيء ناقص أو غير متوقع. يُرجى الرجوع والمحاولة مرة أخرى.
too-large-text = النص طويل جدًا. يُرجى الرجوع واختصاره.
conflict-title = لا يمكن تغيير هذا الآن
conflict-text = تغيّر الموعد في هذه الأثناء. يُرجى الاطلاع عليه من جديد.
sent-already-title = سبق إرسال هذا النموذج
sent-already-text = أُرسل بإجابات أخرى وربما حُجز به موعد. يُرجى البدء من جديد إذا أردت موعدًا آخر.
in-flight-title = ما زلنا نعمل على ذلك
in-flight-text = حجزك قيد التنفيذ. يُرجى الانتظار قليلًا ثم إعادة تحميل هذه الصفحة.
too-many-title = محاولات كثيرة جدًا
too-many-text = كانت هناك محاولات خاطئة كثيرة من شبكتك. يُرجى الانتظار ساعة أو التواصل مع العيادة.
unavailable-title = سنعود قريبًا
unavailable-text = لا يمكن الوصول إلى خادم الحجز حاليًا. يُرجى المحاولة بعد دقيقة.
internal-title = حدث خطأ ما
internal-text = الخطأ منا وليس منك. يُرجى المحاولة مرة أخرى أو التواصل مع العيادة.

## The desk of those who work for a practice

desk-sign-in = تسجيل الدخول
desk-sign-out = تسجيل الخروج
desk-signed-in-as = تم الدخول باسم
desk-parts = الأقسام
desk-password = كلمة المرور
desk-wrong-password = عنوان البريد الإلكتروني وكلمة المرور لا يتطابقان.
desk-locked = كانت المحاولات الخاطئة كثيرة. يُرجى الانتظار { $time }.
desk-forgotten = هل نسيت كلمة المرور؟
desk-start-again = البدء من جديد
desk-no-tls = فُتحت هذه الصفحة من دون تشفير (http)، ولا تحتفظ المتصفحات بتسجيل الدخول عندئذ. يُرجى فتحها عبر https.
desk-code-title = أدخل الرمز
desk-code = الرمز
desk-code-help = الأرقام الستة التي يعرضها هاتفك، أو أحد رموز الاسترداد.
desk-code-wrong = هذا الرمز غير صحيح. إذا استخدمته من قبل فانتظر الرمز التالي.
desk-forgotten-text = سنرسل إليك رابطًا لاختيار كلمة جديدة.
desk-send-link = إرسال الرابط
desk-no-mail = هذا الخادم لا يرسل بريدًا. اطلب رابطًا لكلمة مرور جديدة ممن يدير مستخدمي عيادتك.
desk-to-sign-in = إلى تسجيل الدخول
desk-new-password-title = اختر كلمة مرور جديدة
desk-new-password = كلمة المرور الجديدة
desk-password-help = 12 حرفًا على الأقل. بضع كلمات متتالية يسهل تذكرها.
desk-password-too-short = يُرجى استخدام 12 حرفًا على الأقل.
desk-password-too-long = يُرجى ألا تتجاوز 200 حرف.
desk-password-easy = من السهل جدًا تخمينها. يُرجى اختيار غيرها.
desk-password-wrong = هذه ليست كلمة مرورك.
desk-save = حفظ
desk-link-dead = هذا الرابط لم يعد يعمل
desk-link-dead-text = تعمل الروابط مرة واحدة ولمدة ساعة. يُرجى طلب رابط جديد.
desk-account = حسابي
desk-name = الاسم
desk-role = الدور
desk-role-owner = المالك
desk-role-admin = الإدارة
desk-role-practitioner = الممارس
desk-role-front-desk = الاستقبال
desk-role-partner = الشريك
desk-change-password = تغيير كلمة المرور
desk-change-password-text = عند تغييرها تبقى مسجلاً هنا ويُسجَّل خروجك من كل مكان آخر.
desk-current-password = كلمة المرور الحالية
desk-second-factor = العامل الثاني
desk-factor-none = لا يوجد. كلمة مرورك وحدها تُدخل كل من يعرفها.
desk-factor-on =
    { $count ->
        [few] مفعّل. بقيت لديك { $count } رموز استرداد.
       *[other] مفعّل. رموز الاسترداد المتبقية لديك: { $count }.
    }
desk-factor-set-up = إعداد
desk-factor-manage = رموز الاسترداد أو الإيقاف
desk-factor-text = إلى جانب كلمة المرور يُطلب رمز من هاتفك. تحتاج إلى تطبيق للرموز ذات الاستخدام الواحد، مثل التطبيق الموجود في هاتفك.
desk-factor-scan = امسح هذا بالتطبيق على هاتفك:
desk-factor-qr = رمز QR لتطبيقك
desk-factor-type = أو اكتب هذا في التطبيق:
desk-factor-then = ثم أدخل الرمز الذي يعرضه التطبيق:
desk-factor-confirm = تفعيل
desk-factor-on-text = أدخل رمزًا للحصول على رموز استرداد جديدة، أو لإيقاف العامل الثاني.
desk-factor-off = إيقاف
desk-codes-renew = رموز استرداد جديدة
desk-codes-title = رموز الاسترداد الخاصة بك
desk-codes-text = احتفظ بها حيث تجدها من دون هاتفك. يعمل كل منها مرة واحدة. لن تُعرض مرة أخرى.
desk-codes-kept = احتفظت بها
desk-sessions = أين سجلت الدخول
desk-since = وقت الدخول
desk-seen = آخر استخدام
desk-this-session = هذا
desk-end-session = تسجيل الخروج هناك
desk-end-others = تسجيل الخروج من كل مكان آخر
desk-users = المستخدمون
desk-new-user = مستخدم جديد
desk-new-user-mail = ستصل إليه رسالة برابط لاختيار كلمة المرور.
desk-new-user-link = في الصفحة التالية رابط يختار به كلمة المرور.
desk-add = إضافة المستخدم
desk-login-taken = لدى شخص آخر هذا العنوان.
desk-last-owner = هذا آخر مالك. عيّن مالكًا آخر أولاً.
desk-active = نشط
desk-inactive = متوقف
desk-yes = نعم
desk-no = لا
desk-ways-in = طرق الدخول
desk-mail-link = إرسال رابط لكلمة مرور جديدة
desk-mail-link-text = تعمل كلمة المرور الحالية إلى أن يختار غيرها.
desk-make-link = إنشاء رابط لكلمة مرور جديدة
desk-make-link-text = تسلّمه بنفسك. تعمل كلمة المرور الحالية إلى أن يختار غيرها.
desk-link = الرابط
desk-link-title = سلّم هذا الرابط
desk-link-text = يتيح هذا الرابط لـ { $name } اختيار كلمة مرور. يعمل مرة واحدة خلال ساعة ولن يُعرض مرة أخرى.
desk-factor-reset = إزالة العامل الثاني
desk-factor-reset-text = إذا فُقد الهاتف والرموز. يُسجَّل خروجه من كل مكان.
desk-end-theirs = تسجيل الخروج من كل مكان
desk-end-theirs-text = إذا فُقد جهاز أو سُرق.
desk-switch-off = إيقاف
desk-switch-off-text = يخرج فورًا ولا يستطيع الدخول. ويبقى ما فعله.
desk-switch-on = تشغيل
desk-switch-on-text = يستطيع الدخول من جديد بكلمة مروره القديمة.
desk-pages = الصفحات
desk-first-page = الصفحة الأولى
desk-next-page = الصفحة التالية
desk-done-signed-out = لقد سجلت الخروج.
desk-done-link = إذا كان لأحد هنا هذا العنوان فالرابط في طريقه إليه. يعمل لمدة ساعة.
desk-done-new-password = كلمة المرور الجديدة تعمل. يمكنك الآن تسجيل الدخول بها.
desk-done-password = تم تغيير كلمة مرورك.
desk-done-factor = العامل الثاني مفعّل.
desk-done-factor-off = العامل الثاني متوقف.
desk-done-session = تم تسجيل الخروج من ذلك المتصفح.
desk-done-sessions = تم تسجيل الخروج من كل المتصفحات الأخرى.
desk-done-role = تم تغيير الدور.
desk-done-on = يستطيع الدخول من جديد.
desk-done-off = تم إيقافه.
desk-done-mailed = تم إرسال الرابط.
desk-done-factor-reset = تمت إزالة العامل الثاني.
desk-done-their-sessions = تم تسجيل خروجه من كل مكان.

## Mail

mail-new-password-subject = كلمة مرورك الجديدة لدى { $clinic }
mail-new-password-text =
    هنا يمكنك اختيار كلمة مرور جديدة لدى { $clinic }. يعمل الرابط مرة واحدة خلال ساعة:

    { $link }

    إذا لم تطلب ذلك فلا شيء عليك فعله: تبقى كلمة مرورك كما هي.
