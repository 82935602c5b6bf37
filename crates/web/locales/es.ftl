## Every page

site-name = Polyclinic
site-maker = Reservas en línea con Polyclinic
skip-to-content = Ir al contenido
languages = Idioma
contact-title = ¿Preguntas? Contacte con la clínica
back = Volver
home-title = Polyclinic
home-text = Este es un servidor de citas para clínicas. Para reservar una cita, siga el enlace que le dio su clínica.

## Dates, times, lengths and money

weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
weekday-short-1 = lun
weekday-short-2 = mar
weekday-short-3 = mié
weekday-short-4 = jue
weekday-short-5 = vie
weekday-short-6 = sáb
weekday-short-7 = dom
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date-day = { $weekday }, { $day } de { $month }
date-full = { $weekday }, { $day } de { $month } de { $year }
time-am = { $hour }:{ $minute }
time-pm = { $hour }:{ $minute }
moment = { $date }, { $time }
moment-until = { $start } – { $end }
minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
hours-and-minutes = { $hours } y { $minutes }
number-group = .
number-decimal = ,
money = { $amount } { $currency }
zone-label = hora de { $city } ({ $offset })
zone-here = La suya y la de la clínica
region-europe = Europa
region-america = América
region-africa = África
region-asia = Asia
region-pacific = Australia y el Pacífico

## The steps of booking

steps = Pasos
step-service = Servicio
step-time = Hora
step-details = Datos

## What a clinic offers

services-title = Reservar una cita
services-text = ¿Para qué quiere venir?
services-none = Por ahora no se puede reservar nada en línea. Contacte con la clínica.
place-video = Por vídeo
place-in-person = En la clínica

## Free times

times-title = Elija una hora
times-first = Primera hora libre
times-zone = Las horas son en { $zone }.
times-zone-clinic = Las horas son las de la clínica ({ $offset }).
times-clinic-zone = Las pequeñas son de la clínica: { $zone }.
times-options = Otro día, otra persona u otra zona horaria
times-from = Desde el día
times-anyone = Cualquiera
times-time-zone = Zona horaria
times-show = Mostrar horas
times-none = Por ahora no hay horas libres. Inténtelo más tarde o contacte con la clínica.
times-none-then = No hay horas libres en estos días.
times-earlier = Días anteriores
times-later = Días siguientes
times-other-days = Otros días
times-unknown-zone = No conocemos la zona horaria pedida, así que las horas son las de la clínica.
times-unknown-day = No pudimos leer el día pedido, así que empezamos por el primero libre.

## A time that is not to be had

taken-title = Esta hora acaba de ocuparse
taken-text = Otra persona se adelantó y no se ha reservado nada. Elija otra hora.
not-offered-title = Esta hora no se puede reservar
not-offered-text = Ya pasó, está ocupada o no se ofrece. Elija otra hora.
taken-others = Próximas horas libres
taken-all = Todas las horas libres

## The form

fact-what = Qué
fact-when = Cuándo
fact-with = Con
fact-where = Dónde
fact-price = Precio
fact-at-clinic = En la clínica: { $time }
form-title = Confirme su cita
form-details = Sus datos
form-other-time = Elegir otra hora
form-optional = (opcional)
form-choose = Elija una opción
form-note = La hora es suya cuando confirme.
form-submit = Confirmar la cita
question-first-name = Nombre
question-last-name = Apellidos
question-email = Correo electrónico
question-phone = Teléfono
payment-title = Pago
payment-charge = Al confirmar se cobrarán { $amount } de su tarjeta.
payment-save = Se guardará su tarjeta por { $amount }. Ahora no se cobra nada.
payment-later = También puede dejarlo vacío y pagar después.
payment-card = Tarjeta de prueba
payment-card-help = Esto es una prueba: no se mueve dinero. Vale cualquier palabra, por ejemplo «prueba».

## What is wrong with the form

error-title = Revise:
error-summary = Revise estas respuestas
error-in-field = { $field } – { $message }
error-required = Rellene este campo.
error-choose = Elija una de las opciones.
error-tick = Marque esta casilla para continuar.
error-email = Escriba un correo electrónico, como nombre@example.com.
error-phone = Escriba un teléfono con el prefijo del país, como +34 600 000 000.
error-number = Escriba un número.
error-date = Escriba una fecha con día, mes y año.
error-format = Escríbalo de otra manera.
error-between = Escriba un número de { $least } a { $most }.
error-at-least = Escriba un número que sea { $least } o más.
error-at-most = Escriba un número que sea { $most } o menos.
error-too-short =
    { $count ->
        [one] Escriba al menos { $count } carácter.
       *[other] Escriba al menos { $count } caracteres.
    }
error-too-long =
    { $count ->
        [one] Escriba como máximo { $count } carácter.
       *[other] Escriba como máximo { $count } caracteres.
    }
error-general = Algo de lo que escribió no se puede guardar: es demasiado largo o tiene signos no admitidos.
error-card-needed = Esta cita necesita una tarjeta.
error-card-declined = La tarjeta no fue aceptada. { $reason }
error-reason = Escriba como máximo 1000 caracteres normales.

## An appointment

manage-title = Su cita
manage-status = Estado
manage-join = Entrar por vídeo
manage-calendar = Añadir al calendario
manage-move = Elegir otra hora
manage-cancel = Cancelar la cita
manage-again = Reservar de nuevo
manage-until = Puede cambiarla o cancelarla aquí hasta: { $when }.
manage-too-late = Ya es tarde para cambiarla en línea. Contacte con la clínica.
manage-keep-link = Guarde la dirección de esta página para volver a su cita. Quien la tenga puede cambiar la cita: no la comparta.
status-pending = A la espera de la clínica
status-booked = Reservada
status-arrived = Ha llegado
status-fulfilled = Realizada
status-noshow = No asistió
status-cancelled = Cancelada
done-booked = Su cita está reservada.
done-moved = Su cita se ha cambiado.
done-cancelled = Su cita se ha cancelado.
cancel-title = ¿Cancelar esta cita?
cancel-reason = ¿Por qué la cancela?
cancel-reason-help = La clínica lo leerá.
cancel-submit = Sí, cancelarla
change-keep = No, mantenerla
move-title = Elija otra hora
move-now = Ahora: { $when }
move-question = ¿Cambiar su cita?
move-from = De
move-to = A
move-submit = Sí, cambiarla

## What went wrong

not-found-title = No encontramos esta página
not-found-text = Revise la dirección o siga de nuevo el enlace de su clínica.
not-found-service-text = Esto no se ofrece, o ya no. Empiece de nuevo desde el enlace de su clínica.
not-found-appointment-text = No existe esa cita, o el enlace está incompleto. Use el enlace completo que recibió al reservar.
refused-title = Esto no es posible
refused-text = No tiene acceso a esto.
cross-site-text = El formulario vino de otro sitio web. Abra nuestra página y envíelo desde allí.
bad-request-title = No pudimos leer esto
bad-request-text = Falta algo o no es lo esperado. Vuelva atrás e inténtelo de nuevo.
too-large-text = Es demasiado texto. Vuelva atrás y acórtelo.
conflict-title = Ahora no se puede cambiar
conflict-text = La cita ha cambiado mientras tanto. Véala de nuevo.
sent-already-title = Este formulario ya se envió
sent-already-text = Se envió con otras respuestas y quizá reservó una cita. Empiece de nuevo si quiere otra.
in-flight-title = Seguimos en ello
in-flight-text = Su reserva está en camino. Espere un momento y cargue de nuevo esta página.
too-many-title = Demasiados intentos
too-many-text = Hubo demasiados intentos fallidos desde su red. Espere una hora o contacte con la clínica.
unavailable-title = Volvemos enseguida
unavailable-text = El servidor de citas no está disponible en este momento. Inténtelo de nuevo en un minuto.
internal-title = Algo salió mal
internal-text = Es culpa nuestra, no suya. Inténtelo de nuevo o contacte con la clínica.

## The desk of those who work for a practice

desk-sign-in = Iniciar sesión
desk-sign-out = Cerrar sesión
desk-signed-in-as = Sesión de
desk-parts = Secciones
desk-password = Contraseña
desk-wrong-password = Este correo y esta contraseña no coinciden.
desk-locked = Ha habido demasiados intentos fallidos. Espere { $time }.
desk-forgotten = ¿Ha olvidado su contraseña?
desk-start-again = Empezar de nuevo
desk-no-tls = Esta página se abrió sin cifrado (http), y ahí los navegadores no guardan el inicio de sesión. Ábrala con https.
desk-code-title = Escriba su código
desk-code = Código
desk-code-help = Las seis cifras que muestra su teléfono o uno de sus códigos de recuperación.
desk-code-wrong = Este código no es correcto. Si ya lo ha usado, espere al siguiente.
desk-forgotten-text = Le enviaremos un enlace para elegir una nueva.
desk-send-link = Enviar enlace
desk-no-mail = Este servidor no envía correo. Pida un enlace para una contraseña nueva a quien gestione los usuarios de su consulta.
desk-to-sign-in = Ir al inicio de sesión
desk-new-password-title = Elija una contraseña nueva
desk-new-password = Contraseña nueva
desk-password-help = Al menos 12 caracteres. Unas cuantas palabras seguidas se recuerdan bien.
desk-password-too-short = Use al menos 12 caracteres.
desk-password-too-long = Use como máximo 200 caracteres.
desk-password-easy = Es demasiado fácil de adivinar. Elija otra.
desk-password-wrong = Esta no es su contraseña.
desk-save = Guardar
desk-link-dead = Este enlace ya no funciona
desk-link-dead-text = Los enlaces funcionan una vez y durante una hora. Pida uno nuevo.
desk-account = Mi cuenta
desk-name = Nombre
desk-role = Función
desk-role-owner = Titular
desk-role-admin = Administración
desk-role-practitioner = Profesional
desk-role-front-desk = Recepción
desk-role-partner = Socio
desk-change-password = Cambiar contraseña
desk-change-password-text = Si la cambia, aquí seguirá con la sesión abierta; en los demás sitios se cerrará.
desk-current-password = Contraseña actual
desk-second-factor = Segundo factor
desk-factor-none = Ninguno. Quien sepa su contraseña puede entrar.
desk-factor-on =
    { $count ->
        [one] Activado. Le queda { $count } código de recuperación.
       *[other] Activado. Le quedan { $count } códigos de recuperación.
    }
desk-factor-set-up = Configurar
desk-factor-manage = Códigos de recuperación o desactivar
desk-factor-text = Además de la contraseña se pide un código de su teléfono. Necesita una aplicación de códigos de un solo uso, como la que trae su teléfono.
desk-factor-scan = Escanee esto con la aplicación de su teléfono:
desk-factor-qr = Código QR para su aplicación
desk-factor-type = O escriba esto en la aplicación:
desk-factor-then = Después escriba el código que muestra la aplicación:
desk-factor-confirm = Activar
desk-factor-on-text = Escriba un código para obtener códigos de recuperación nuevos o para desactivar el segundo factor.
desk-factor-off = Desactivar
desk-codes-renew = Códigos de recuperación nuevos
desk-codes-title = Sus códigos de recuperación
desk-codes-text = Guárdelos donde los encuentre sin el teléfono. Cada uno sirve una vez. No se volverán a mostrar.
desk-codes-kept = Los he guardado
desk-sessions = Dónde tiene la sesión abierta
desk-since = Inicio
desk-seen = Último uso
desk-this-session = Esta
desk-end-session = Cerrar esa sesión
desk-end-others = Cerrar todas las demás
desk-users = Usuarios
desk-new-user = Usuario nuevo
desk-new-user-mail = Recibirá un correo con un enlace para elegir su contraseña.
desk-new-user-link = En la página siguiente tendrá un enlace para que elija su contraseña.
desk-add = Añadir usuario
desk-login-taken = Alguien tiene ya esta dirección.
desk-last-owner = Es el último titular. Nombre antes a otro.
desk-active = Activo
desk-inactive = Desactivado
desk-yes = Sí
desk-no = No
desk-ways-in = Acceso
desk-mail-link = Enviar enlace para una contraseña nueva
desk-mail-link-text = La contraseña actual vale hasta que elija otra.
desk-make-link = Crear enlace para una contraseña nueva
desk-make-link-text = Usted se lo entrega. La contraseña actual vale hasta que elija otra.
desk-link = Enlace
desk-link-title = Entregue este enlace
desk-link-text = Con este enlace, { $name } puede elegir una contraseña. Funciona una vez, durante una hora, y no se volverá a mostrar.
desk-factor-reset = Quitar el segundo factor
desk-factor-reset-text = Si ha perdido el teléfono y los códigos. Se cerrarán todas sus sesiones.
desk-end-theirs = Cerrar todas las sesiones
desk-end-theirs-text = Si se ha perdido o robado un dispositivo.
desk-switch-off = Desactivar
desk-switch-off-text = Queda fuera al momento y no puede iniciar sesión. Lo que hizo se conserva.
desk-switch-on = Activar
desk-switch-on-text = Podrá volver a iniciar sesión con su contraseña anterior.
desk-pages = Páginas
desk-first-page = Primera página
desk-next-page = Página siguiente
desk-done-signed-out = Ha cerrado la sesión.
desk-done-link = Si alguien tiene aquí esta dirección, recibirá un enlace. Funciona durante una hora.
desk-done-new-password = Su contraseña nueva ya funciona. Puede iniciar sesión con ella.
desk-done-password = Se ha cambiado su contraseña.
desk-done-factor = El segundo factor está activado.
desk-done-factor-off = El segundo factor está desactivado.
desk-done-session = Se ha cerrado esa sesión.
desk-done-sessions = Se han cerrado todas las demás sesiones.
desk-done-role = Se ha cambiado la función.
desk-done-on = Puede volver a iniciar sesión.
desk-done-off = Se ha desactivado.
desk-done-mailed = Se ha enviado un enlace.
desk-done-factor-reset = Se ha quitado el segundo factor.
desk-done-their-sessions = Se han cerrado todas sus sesiones.

## Mail

mail-new-password-subject = Su contraseña nueva en { $clinic }
mail-new-password-text =
    Aquí puede elegir una contraseña nueva en { $clinic }. El enlace funciona una vez, durante una hora:

    { $link }

    Si no la ha pedido, no tiene que hacer nada: su contraseña sigue siendo la misma.
