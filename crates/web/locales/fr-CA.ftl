## Every page

site-name = Polyclinic
site-maker = Rendez-vous en ligne avec Polyclinic
skip-to-content = Aller au contenu
languages = Langue
contact-title = Des questions? Joignez la clinique
back = Retour
home-title = Polyclinic
home-text = Ceci est un serveur de rendez-vous pour cliniques. Pour prendre rendez-vous, suivez le lien que votre clinique vous a donné.

## Dates, times, lengths and money

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
weekday-short-1 = lun.
weekday-short-2 = mar.
weekday-short-3 = mer.
weekday-short-4 = jeu.
weekday-short-5 = ven.
weekday-short-6 = sam.
weekday-short-7 = dim.
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-day =
    { $day ->
        [1] { $weekday } 1er { $month }
       *[other] { $weekday } { $day } { $month }
    }
date-full =
    { $day ->
        [1] { $weekday } 1er { $month } { $year }
       *[other] { $weekday } { $day } { $month } { $year }
    }
time-am = { $hour } h { $minute }
time-pm = { $hour } h { $minute }
moment = { $date }, { $time }
moment-until = { $start } – { $end }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
hours-and-minutes = { $hours } { $minutes }
number-group =  
number-decimal = ,
money = { $amount } { $currency }
zone-label = heure de { $city } ({ $offset })
zone-here = Le vôtre et celui de la clinique
region-europe = Europe
region-america = Amérique
region-africa = Afrique
region-asia = Asie
region-pacific = Australie et Pacifique

## The steps of booking

steps = Étapes
step-service = Service
step-time = Heure
step-details = Détails

## What a clinic offers

services-title = Prendre rendez-vous
services-text = Pour quoi souhaitez-vous venir?
services-none = Rien ne peut être réservé en ligne pour le moment. Veuillez joindre la clinique.
place-video = Par vidéo
place-in-person = À la clinique

## Free times

times-title = Choisissez une heure
times-first = Première heure libre
times-zone = Les heures sont à l’{ $zone }.
times-zone-clinic = Les heures sont celles de la clinique ({ $offset }).
times-clinic-zone = Les petites sont celles de la clinique : { $zone }.
times-options = Autre jour, autre personne ou autre fuseau horaire
times-from = À partir du
times-anyone = N’importe qui
times-time-zone = Fuseau horaire
times-show = Afficher les heures
times-none = Il n’y a pas d’heure libre pour le moment. Réessayez plus tard ou joignez la clinique.
times-none-then = Il n’y a pas d’heure libre ces jours-là.
times-earlier = Jours précédents
times-later = Jours suivants
times-other-days = Autres jours
times-unknown-zone = Nous ne connaissons pas le fuseau horaire demandé; les heures sont celles de la clinique.
times-unknown-day = Nous n’avons pas pu lire le jour demandé; nous commençons par le premier jour libre.

## A time that is not to be had

taken-title = Cette heure vient d’être prise
taken-text = Quelqu’un d’autre a été plus rapide et rien n’a été réservé. Veuillez choisir une autre heure.
not-offered-title = Cette heure ne peut pas être réservée
not-offered-text = Elle est passée, prise ou n’est pas offerte. Veuillez choisir une autre heure.
taken-others = Prochaines heures libres
taken-all = Toutes les heures libres

## The form

fact-what = Quoi
fact-when = Quand
fact-with = Avec
fact-where = Où
fact-price = Prix
fact-at-clinic = À la clinique : { $time }
form-title = Confirmez votre rendez-vous
form-details = Vos coordonnées
form-other-time = Choisir une autre heure
form-optional = (facultatif)
form-choose = Choisissez
form-note = L’heure est à vous dès que vous confirmez.
form-submit = Confirmer le rendez-vous
question-first-name = Prénom
question-last-name = Nom
question-email = Courriel
question-phone = Téléphone
payment-title = Paiement
payment-charge = { $amount } seront portés à votre carte à la confirmation.
payment-save = Votre carte sera conservée pour { $amount }. Rien n’est débité maintenant.
payment-later = Vous pouvez aussi laisser ce champ vide et payer plus tard.
payment-card = Carte d’essai
payment-card-help = Ceci est un essai : aucun argent ne circule. N’importe quel mot convient, par exemple « essai ».

## What is wrong with the form

error-title = À vérifier :
error-summary = Veuillez vérifier ces réponses
error-in-field = { $field } – { $message }
error-required = Veuillez remplir ce champ.
error-choose = Veuillez choisir une des options.
error-tick = Veuillez cocher cette case pour continuer.
error-email = Veuillez écrire une adresse courriel, comme nom@example.com.
error-phone = Veuillez écrire un numéro de téléphone avec l’indicatif du pays, comme +1 514 555 0100.
error-number = Veuillez écrire un nombre.
error-date = Veuillez écrire une date avec le jour, le mois et l’année.
error-format = Veuillez l’écrire autrement.
error-between = Veuillez écrire un nombre de { $least } à { $most }.
error-at-least = Veuillez écrire un nombre égal ou supérieur à { $least }.
error-at-most = Veuillez écrire un nombre égal ou inférieur à { $most }.
error-too-short =
    { $count ->
        [one] Veuillez écrire au moins { $count } caractère.
       *[other] Veuillez écrire au moins { $count } caractères.
    }
error-too-long =
    { $count ->
        [one] Veuillez écrire au plus { $count } caractère.
       *[other] Veuillez écrire au plus { $count } caractères.
    }
error-general = Quelque chose que vous avez écrit ne peut pas être conservé : c’est trop long ou contient des signes non admis.
error-card-needed = Une carte est nécessaire pour ce rendez-vous.
error-card-declined = La carte n’a pas été acceptée. { $reason }
error-reason = Veuillez écrire au plus 1000 caractères simples.

## An appointment

manage-title = Votre rendez-vous
manage-status = État
manage-join = Rejoindre par vidéo
manage-calendar = Ajouter au calendrier
manage-move = Choisir une autre heure
manage-cancel = Annuler le rendez-vous
manage-again = Reprendre rendez-vous
manage-until = Vous pouvez le changer ou l’annuler ici jusqu’au { $when }.
manage-too-late = Il est trop tard pour le changer en ligne. Veuillez joindre la clinique.
manage-keep-link = Gardez l’adresse de cette page pour revenir à votre rendez-vous. Quiconque l’a peut changer le rendez-vous : ne la partagez pas.
status-pending = En attente de la clinique
status-booked = Réservé
status-arrived = Vous êtes arrivé
status-fulfilled = A eu lieu
status-noshow = Manqué
status-cancelled = Annulé
done-booked = Votre rendez-vous est réservé.
done-moved = Votre rendez-vous a été déplacé.
done-cancelled = Votre rendez-vous a été annulé.
cancel-title = Annuler ce rendez-vous?
cancel-reason = Pourquoi annulez-vous?
cancel-reason-help = La clinique le lira.
cancel-submit = Oui, l’annuler
change-keep = Non, le garder
move-title = Choisissez une autre heure
move-now = Actuellement : { $when }
move-question = Déplacer votre rendez-vous?
move-from = De
move-to = À
move-submit = Oui, le déplacer

## What went wrong

not-found-title = Nous ne trouvons pas cette page
not-found-text = Vérifiez l’adresse ou suivez de nouveau le lien de votre clinique.
not-found-service-text = Ceci n’est pas offert, ou ne l’est plus. Recommencez à partir du lien de votre clinique.
not-found-appointment-text = Ce rendez-vous n’existe pas ou le lien est incomplet. Utilisez le lien entier reçu lors de la réservation.
refused-title = Ce n’est pas possible
refused-text = Vous n’avez pas accès à ceci.
cross-site-text = Le formulaire venait d’un autre site. Ouvrez notre page et envoyez-le de là.
bad-request-title = Nous n’avons pas pu lire ceci
bad-request-text = Il manque quelque chose ou ce n’est pas ce qui est attendu. Revenez en arrière et réessayez.
too-large-text = Il y a trop de texte. Revenez en arrière et raccourcissez-le.
conflict-title = Ceci ne peut pas être changé maintenant
conflict-text = Le rendez-vous a changé entre-temps. Veuillez le revoir.
sent-already-title = Ce formulaire a déjà été envoyé
sent-already-text = Il a été envoyé avec d’autres réponses et a peut-être réservé un rendez-vous. Recommencez si vous en voulez un autre.
in-flight-title = Nous y travaillons encore
in-flight-text = Votre réservation est en cours. Attendez un moment et rechargez cette page.
too-many-title = Trop de tentatives
too-many-text = Il y a eu trop de tentatives erronées à partir de votre réseau. Attendez une heure ou joignez la clinique.
unavailable-title = Nous revenons bientôt
unavailable-text = Le serveur de rendez-vous n’est pas disponible pour le moment. Réessayez dans une minute.
internal-title = Un problème est survenu
internal-text = C’est notre faute, pas la vôtre. Réessayez ou joignez la clinique.

## The desk of those who work for a practice

desk-sign-in = Se connecter
desk-sign-out = Se déconnecter
desk-signed-in-as = Connecté en tant que
desk-parts = Sections
desk-password = Mot de passe
desk-wrong-password = Cette adresse courriel et ce mot de passe ne vont pas ensemble.
desk-locked = Il y a eu trop d’essais erronés. Veuillez attendre { $time }.
desk-forgotten = Mot de passe oublié?
desk-start-again = Recommencer
desk-no-tls = Cette page a été ouverte sans chiffrement (http), où les navigateurs ne gardent aucune connexion. Ouvrez-la en https.
desk-code-title = Entrez votre code
desk-code = Code
desk-code-help = Les six chiffres affichés par votre téléphone, ou un de vos codes de récupération.
desk-code-wrong = Ce code n’est pas le bon. Si vous l’avez déjà utilisé, attendez le suivant.
desk-forgotten-text = Nous vous enverrons un lien pour en choisir un nouveau.
desk-send-link = Envoyer le lien
desk-no-mail = Ce serveur n’envoie pas de courriel. Demandez un lien vers un nouveau mot de passe à la personne qui gère les utilisateurs de votre clinique.
desk-to-sign-in = Vers la connexion
desk-new-password-title = Choisissez un nouveau mot de passe
desk-new-password = Nouveau mot de passe
desk-password-help = Au moins 12 caractères. Quelques mots à la suite se retiennent bien.
desk-password-too-short = Prenez au moins 12 caractères.
desk-password-too-long = Prenez au plus 200 caractères.
desk-password-easy = C’est trop facile à deviner. Choisissez autre chose.
desk-password-wrong = Ce n’est pas votre mot de passe.
desk-save = Enregistrer
desk-link-dead = Ce lien ne fonctionne plus
desk-link-dead-text = Les liens fonctionnent une seule fois et pendant une heure. Demandez-en un nouveau.
desk-account = Mon compte
desk-name = Nom
desk-role = Rôle
desk-role-owner = Propriétaire
desk-role-admin = Administration
desk-role-practitioner = Praticien
desk-role-front-desk = Accueil
desk-role-partner = Partenaire
desk-change-password = Changer le mot de passe
desk-change-password-text = Si vous le changez, vous restez connecté ici et serez déconnecté partout ailleurs.
desk-current-password = Mot de passe actuel
desk-second-factor = Second facteur
desk-factor-none = Aucun. Quiconque connaît votre mot de passe peut entrer.
desk-factor-on =
    { $count ->
        [one] Activé. Il vous reste { $count } code de récupération.
       *[other] Activé. Il vous reste { $count } codes de récupération.
    }
desk-factor-set-up = Configurer
desk-factor-manage = Codes de récupération, ou désactiver
desk-factor-text = En plus du mot de passe, un code de votre téléphone est demandé. Il vous faut une application de codes à usage unique, comme celle de votre téléphone.
desk-factor-scan = Balayez ceci avec l’application de votre téléphone :
desk-factor-qr = Code QR pour votre application
desk-factor-type = Ou tapez ceci dans l’application :
desk-factor-then = Entrez ensuite le code que l’application affiche :
desk-factor-confirm = Activer
desk-factor-on-text = Entrez un code pour obtenir de nouveaux codes de récupération ou pour désactiver le second facteur.
desk-factor-off = Désactiver
desk-codes-renew = Nouveaux codes de récupération
desk-codes-title = Vos codes de récupération
desk-codes-text = Gardez-les là où vous les trouverez sans votre téléphone. Chacun sert une fois. Ils ne seront plus affichés.
desk-codes-kept = Je les ai gardés
desk-sessions = Où vous êtes connecté
desk-since = Connexion
desk-seen = Dernière utilisation
desk-this-session = Celle-ci
desk-end-session = Déconnecter
desk-end-others = Déconnecter partout ailleurs
desk-users = Utilisateurs
desk-new-user = Nouvel utilisateur
desk-new-user-mail = Cette personne recevra un courriel avec un lien pour choisir son mot de passe.
desk-new-user-link = À la page suivante, vous aurez un lien pour que cette personne choisisse son mot de passe.
desk-add = Ajouter l’utilisateur
desk-login-taken = Quelqu’un a déjà cette adresse.
desk-last-owner = C’est le dernier propriétaire. Nommez-en d’abord un autre.
desk-active = Actif
desk-inactive = Désactivé
desk-yes = Oui
desk-no = Non
desk-ways-in = Accès
desk-mail-link = Envoyer un lien vers un nouveau mot de passe
desk-mail-link-text = Le mot de passe actuel vaut jusqu’à ce qu’un autre soit choisi.
desk-make-link = Créer un lien vers un nouveau mot de passe
desk-make-link-text = Vous le remettez vous-même. Le mot de passe actuel vaut jusqu’à ce qu’un autre soit choisi.
desk-link = Lien
desk-link-title = Remettez ce lien
desk-link-text = Avec ce lien, { $name } peut choisir un mot de passe. Il fonctionne une fois, pendant une heure, et ne sera plus affiché.
desk-factor-reset = Retirer le second facteur
desk-factor-reset-text = Si le téléphone et les codes sont perdus. Toutes les connexions prennent fin.
desk-end-theirs = Déconnecter partout
desk-end-theirs-text = Si un appareil a été perdu ou volé.
desk-switch-off = Désactiver
desk-switch-off-text = La personne est dehors aussitôt et ne peut plus se connecter. Ce qu’elle a fait demeure.
desk-switch-on = Activer
desk-switch-on-text = La personne pourra se connecter de nouveau avec son ancien mot de passe.
desk-pages = Pages
desk-first-page = Première page
desk-next-page = Page suivante
desk-done-signed-out = Vous êtes déconnecté.
desk-done-link = Si quelqu’un a cette adresse ici, un lien lui est envoyé. Il fonctionne pendant une heure.
desk-done-new-password = Votre nouveau mot de passe fonctionne. Vous pouvez vous connecter.
desk-done-password = Votre mot de passe a été changé.
desk-done-factor = Le second facteur est activé.
desk-done-factor-off = Le second facteur est désactivé.
desk-done-session = Ce navigateur est déconnecté.
desk-done-sessions = Tous les autres navigateurs sont déconnectés.
desk-done-role = Le rôle a été changé.
desk-done-on = La personne peut se connecter de nouveau.
desk-done-off = La personne a été désactivée.
desk-done-mailed = Un lien a été envoyé.
desk-done-factor-reset = Le second facteur a été retiré.
desk-done-their-sessions = La personne est déconnectée partout.

## Mail

mail-new-password-subject = Votre nouveau mot de passe chez { $clinic }
mail-new-password-text =
    Ici, vous pouvez choisir un nouveau mot de passe chez { $clinic }. Le lien fonctionne une fois, pendant une heure :

    { $link }

    Si vous ne l’avez pas demandé, il n’y a rien à faire : votre mot de passe reste le même.
