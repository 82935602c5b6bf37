## Every page

site-name = Polyclinic
site-maker = Prenotazioni online con Polyclinic
skip-to-content = Vai al contenuto
languages = Lingua
contact-title = Domande? Contatti la clinica
back = Indietro
home-title = Polyclinic
home-text = Questo è un server di prenotazioni per cliniche. Per prenotare un appuntamento segua il link ricevuto dalla Sua clinica.

## Dates, times, lengths and money

weekday-1 = lunedì
weekday-2 = martedì
weekday-3 = mercoledì
weekday-4 = giovedì
weekday-5 = venerdì
weekday-6 = sabato
weekday-7 = domenica
weekday-short-1 = lun
weekday-short-2 = mar
weekday-short-3 = mer
weekday-short-4 = gio
weekday-short-5 = ven
weekday-short-6 = sab
weekday-short-7 = dom
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre
date-day = { $weekday } { $day } { $month }
date-full = { $weekday } { $day } { $month } { $year }
time-am = { $hour }:{ $minute }
time-pm = { $hour }:{ $minute }
moment = { $date }, ore { $time }
moment-until = { $start } – { $end }
minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minuti
    }
hours =
    { $count ->
        [one] { $count } ora
       *[other] { $count } ore
    }
hours-and-minutes = { $hours } e { $minutes }
number-group = .
number-decimal = ,
money = { $amount } { $currency }
zone-label = ora di { $city } ({ $offset })
zone-here = La Sua e quella della clinica
region-europe = Europa
region-america = America
region-africa = Africa
region-asia = Asia
region-pacific = Australia e Pacifico

## The steps of booking

steps = Passi
step-service = Servizio
step-time = Orario
step-details = Dati

## What a clinic offers

services-title = Prenota un appuntamento
services-text = Per che cosa desidera venire?
services-none = Al momento non si può prenotare nulla online. Contatti la clinica.
place-video = In video
place-in-person = In clinica

## Free times

times-title = Scelga un orario
times-first = Primo orario libero
times-zone = Gli orari sono in { $zone }.
times-zone-clinic = Gli orari sono quelli della clinica ({ $offset }).
times-clinic-zone = Quelli piccoli sono della clinica: { $zone }.
times-options = Altro giorno, altra persona o altro fuso orario
times-from = Dal giorno
times-anyone = Chiunque
times-time-zone = Fuso orario
times-show = Mostra gli orari
times-none = Al momento non ci sono orari liberi. Riprovi più tardi o contatti la clinica.
times-none-then = In questi giorni non ci sono orari liberi.
times-earlier = Giorni precedenti
times-later = Giorni successivi
times-other-days = Altri giorni
times-unknown-zone = Non conosciamo il fuso orario richiesto, quindi gli orari sono quelli della clinica.
times-unknown-day = Non siamo riusciti a leggere il giorno richiesto, quindi iniziamo dal primo libero.

## A time that is not to be had

taken-title = Questo orario è appena stato preso
taken-text = Qualcun altro è stato più veloce e nulla è stato prenotato. Scelga un altro orario.
not-offered-title = Questo orario non si può prenotare
not-offered-text = È passato, è occupato o non è offerto. Scelga un altro orario.
taken-others = Prossimi orari liberi
taken-all = Tutti gli orari liberi

## The form

fact-what = Che cosa
fact-when = Quando
fact-with = Con
fact-where = Dove
fact-price = Prezzo
fact-at-clinic = In clinica: { $time }
form-title = Confermi il Suo appuntamento
form-details = I Suoi dati
form-other-time = Scegli un altro orario
form-optional = (facoltativo)
form-choose = Scelga
form-note = L’orario è Suo quando conferma.
form-submit = Conferma l’appuntamento
question-first-name = Nome
question-last-name = Cognome
question-email = E-mail
question-phone = Telefono
payment-title = Pagamento
payment-charge = Alla conferma verranno addebitati { $amount } sulla Sua carta.
payment-save = La Sua carta verrà conservata per { $amount }. Ora non viene addebitato nulla.
payment-later = Può anche lasciare vuoto e pagare più tardi.
payment-card = Carta di prova
payment-card-help = È una prova: non si muove denaro. Va bene qualsiasi parola, per esempio «prova».

## What is wrong with the form

error-title = Controlli:
error-summary = Controlli queste risposte
error-in-field = { $field } – { $message }
error-required = Compili questo campo.
error-choose = Scelga una delle opzioni.
error-tick = Spunti questa casella per continuare.
error-email = Scriva un indirizzo e-mail, come nome@example.com.
error-phone = Scriva un numero di telefono con il prefisso del paese, come +39 06 555 0100.
error-number = Scriva un numero.
error-date = Scriva una data con giorno, mese e anno.
error-format = Lo scriva in un altro modo.
error-between = Scriva un numero da { $least } a { $most }.
error-at-least = Scriva un numero uguale o maggiore di { $least }.
error-at-most = Scriva un numero uguale o minore di { $most }.
error-too-short =
    { $count ->
        [one] Scriva almeno { $count } carattere.
       *[other] Scriva almeno { $count } caratteri.
    }
error-too-long =
    { $count ->
        [one] Scriva al massimo { $count } carattere.
       *[other] Scriva al massimo { $count } caratteri.
    }
error-general = Qualcosa che ha scritto non può essere salvato: è troppo lungo o contiene segni non ammessi.
error-card-needed = Per questo appuntamento serve una carta.
error-card-declined = La carta non è stata accettata. { $reason }
error-reason = Scriva al massimo 1000 caratteri semplici.

## An appointment

manage-title = Il Suo appuntamento
manage-status = Stato
manage-join = Partecipa in video
manage-calendar = Aggiungi al calendario
manage-move = Scegli un altro orario
manage-cancel = Disdici l’appuntamento
manage-again = Prenota di nuovo
manage-until = Può cambiarlo o disdirlo qui fino a: { $when }.
manage-too-late = È troppo tardi per cambiarlo online. Contatti la clinica.
manage-keep-link = Conservi l’indirizzo di questa pagina per tornare al Suo appuntamento. Chi lo possiede può cambiare l’appuntamento: non lo condivida.
status-pending = In attesa della clinica
status-booked = Prenotato
status-arrived = È arrivato
status-fulfilled = Concluso
status-noshow = Mancato
status-cancelled = Disdetto
done-booked = Il Suo appuntamento è prenotato.
done-moved = Il Suo appuntamento è stato spostato.
done-cancelled = Il Suo appuntamento è stato disdetto.
cancel-title = Disdire questo appuntamento?
cancel-reason = Perché disdice?
cancel-reason-help = La clinica lo leggerà.
cancel-submit = Sì, disdici
change-keep = No, mantieni
move-title = Scelga un altro orario
move-now = Ora: { $when }
move-question = Spostare il Suo appuntamento?
move-from = Da
move-to = A
move-submit = Sì, sposta

## What went wrong

not-found-title = Non troviamo questa pagina
not-found-text = Controlli l’indirizzo o segua di nuovo il link della Sua clinica.
not-found-service-text = Questo non è offerto, o non lo è più. Ricominci dal link della Sua clinica.
not-found-appointment-text = Questo appuntamento non esiste o il link è incompleto. Usi l’intero link ricevuto alla prenotazione.
refused-title = Questo non è possibile
refused-text = Non ha accesso a questo.
cross-site-text = Il modulo veniva da un altro sito. Apra la nostra pagina e lo invii da lì.
bad-request-title = Non siamo riusciti a leggere
bad-request-text = Manca qualcosa o non è come previsto. Torni indietro e riprovi.
too-large-text = È troppo testo. Torni indietro e lo accorci.
conflict-title = Ora non si può cambiare
conflict-text = Nel frattempo l’appuntamento è cambiato. Lo guardi di nuovo.
sent-already-title = Questo modulo è già stato inviato
sent-already-text = È stato inviato con altre risposte e forse ha prenotato un appuntamento. Ricominci se ne desidera un altro.
in-flight-title = Ci stiamo ancora lavorando
in-flight-text = La Sua prenotazione è in corso. Attenda un momento e ricarichi questa pagina.
too-many-title = Troppi tentativi
too-many-text = Ci sono stati troppi tentativi errati dalla Sua rete. Attenda un’ora o contatti la clinica.
unavailable-title = Torniamo subito
unavailable-text = Il server delle prenotazioni al momento non è raggiungibile. Riprovi tra un minuto.
internal-title = Qualcosa è andato storto
internal-text = È colpa nostra, non Sua. Riprovi o contatti la clinica.

## The desk of those who work for a practice

desk-sign-in = Accedi
desk-sign-out = Esci
desk-signed-in-as = Accesso come
desk-parts = Sezioni
desk-password = Password
desk-wrong-password = Questo indirizzo e-mail e questa password non corrispondono.
desk-locked = Troppi tentativi sbagliati. Attenda { $time }.
desk-forgotten = Ha dimenticato la password?
desk-start-again = Ricomincia
desk-no-tls = Questa pagina è stata aperta senza cifratura (http), e lì i browser non conservano l’accesso. La apra con https.
desk-code-title = Inserisca il codice
desk-code = Codice
desk-code-help = Le sei cifre mostrate dal telefono, o uno dei codici di recupero.
desk-code-wrong = Questo codice non è giusto. Se l’ha già usato, attenda il prossimo.
desk-forgotten-text = Le invieremo un link per sceglierne una nuova.
desk-send-link = Invia link
desk-no-mail = Questo server non invia posta. Chieda un link per una nuova password a chi gestisce gli utenti del Suo studio.
desk-to-sign-in = All’accesso
desk-new-password-title = Scelga una nuova password
desk-new-password = Nuova password
desk-password-help = Almeno 12 caratteri. Qualche parola di seguito si ricorda bene.
desk-password-too-short = Usi almeno 12 caratteri.
desk-password-too-long = Usi al massimo 200 caratteri.
desk-password-easy = È troppo facile da indovinare. Ne scelga un’altra.
desk-password-wrong = Questa non è la Sua password.
desk-save = Salva
desk-link-dead = Questo link non funziona più
desk-link-dead-text = I link funzionano una volta sola e per un’ora. Ne chieda uno nuovo.
desk-account = Il mio account
desk-name = Nome
desk-role = Ruolo
desk-role-owner = Titolare
desk-role-admin = Amministrazione
desk-role-practitioner = Professionista
desk-role-front-desk = Segreteria
desk-role-partner = Partner
desk-change-password = Cambia password
desk-change-password-text = Se la cambia, qui l’accesso resta attivo; altrove verrà chiuso.
desk-current-password = Password attuale
desk-second-factor = Secondo fattore
desk-factor-none = Nessuno. Chi conosce la Sua password può entrare.
desk-factor-on =
    { $count ->
        [one] Attivo. Le resta { $count } codice di recupero.
       *[other] Attivo. Le restano { $count } codici di recupero.
    }
desk-factor-set-up = Configura
desk-factor-manage = Codici di recupero, o disattiva
desk-factor-text = Oltre alla password viene chiesto un codice del telefono. Serve un’app per codici monouso, come quella già presente sul telefono.
desk-factor-scan = Inquadri questo con l’app del telefono:
desk-factor-qr = Codice QR per l’app
desk-factor-type = Oppure digiti questo nell’app:
desk-factor-then = Poi inserisca il codice mostrato dall’app:
desk-factor-confirm = Attiva
desk-factor-on-text = Inserisca un codice per avere nuovi codici di recupero o per disattivare il secondo fattore.
desk-factor-off = Disattiva
desk-codes-renew = Nuovi codici di recupero
desk-codes-title = I Suoi codici di recupero
desk-codes-text = Li conservi dove può trovarli senza il telefono. Ognuno vale una volta. Non verranno mostrati di nuovo.
desk-codes-kept = Li ho conservati
desk-sessions = Dove ha effettuato l’accesso
desk-since = Accesso
desk-seen = Ultimo uso
desk-this-session = Questo
desk-end-session = Chiudi accesso
desk-end-others = Chiudi tutti gli altri
desk-users = Utenti
desk-new-user = Nuovo utente
desk-new-user-mail = Riceverà una e-mail con un link per scegliere la password.
desk-new-user-link = Nella prossima pagina trova un link con cui potrà scegliere la password.
desk-add = Aggiungi utente
desk-login-taken = Qualcuno ha già questo indirizzo.
desk-last-owner = È l’ultimo titolare. Ne nomini prima un altro.
desk-active = Attivo
desk-inactive = Disattivato
desk-yes = Sì
desk-no = No
desk-ways-in = Accesso
desk-mail-link = Invia link per una nuova password
desk-mail-link-text = La password attuale vale finché non ne sceglie un’altra.
desk-make-link = Crea link per una nuova password
desk-make-link-text = Lo consegna Lei. La password attuale vale finché non ne sceglie un’altra.
desk-link = Link
desk-link-title = Consegni questo link
desk-link-text = Con questo link { $name } può scegliere una password. Funziona una volta, entro un’ora, e non verrà mostrato di nuovo.
desk-factor-reset = Rimuovi il secondo fattore
desk-factor-reset-text = Se ha perso il telefono e i codici. Tutti i suoi accessi vengono chiusi.
desk-end-theirs = Chiudi tutti gli accessi
desk-end-theirs-text = Se un dispositivo è stato perso o rubato.
desk-switch-off = Disattiva
desk-switch-off-text = È subito fuori e non può accedere. Ciò che ha fatto resta.
desk-switch-on = Attiva
desk-switch-on-text = Potrà accedere di nuovo con la vecchia password.
desk-pages = Pagine
desk-first-page = Prima pagina
desk-next-page = Pagina successiva
desk-done-signed-out = È uscito.
desk-done-link = Se qualcuno ha qui questo indirizzo, riceverà un link. Funziona per un’ora.
desk-done-new-password = La nuova password funziona. Ora può accedere.
desk-done-password = La password è stata cambiata.
desk-done-factor = Il secondo fattore è attivo.
desk-done-factor-off = Il secondo fattore è disattivato.
desk-done-session = Quell’accesso è chiuso.
desk-done-sessions = Tutti gli altri accessi sono chiusi.
desk-done-role = Il ruolo è stato cambiato.
desk-done-on = Può accedere di nuovo.
desk-done-off = È stato disattivato.
desk-done-mailed = Il link è stato inviato.
desk-done-factor-reset = Il secondo fattore è stato rimosso.
desk-done-their-sessions = Tutti i suoi accessi sono chiusi.

## Mail

mail-new-password-subject = La Sua nuova password presso { $clinic }
mail-new-password-text =
    Qui può scegliere una nuova password presso { $clinic }. Il link funziona una volta, entro un’ora:

    { $link }

    Se non l’ha chiesta, non deve fare nulla: la Sua password resta com’è.
