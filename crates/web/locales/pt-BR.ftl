## Every page

site-name = Polyclinic
site-maker = Agendamento on-line com Polyclinic
skip-to-content = Ir para o conteúdo
languages = Idioma
contact-title = Dúvidas? Fale com a clínica
back = Voltar
home-title = Polyclinic
home-text = Este é um servidor de agendamento para clínicas. Para marcar uma consulta, siga o link que recebeu da sua clínica.

## Dates, times, lengths and money

weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo
weekday-short-1 = seg.
weekday-short-2 = ter.
weekday-short-3 = qua.
weekday-short-4 = qui.
weekday-short-5 = sex.
weekday-short-6 = sáb.
weekday-short-7 = dom.
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
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
hours-and-minutes = { $hours } e { $minutes }
number-group = .
number-decimal = ,
money = { $currency } { $amount }
zone-label = horário de { $city } ({ $offset })
zone-here = O seu e o da clínica
region-europe = Europa
region-america = América
region-africa = África
region-asia = Ásia
region-pacific = Austrália e Pacífico

## The steps of booking

steps = Etapas
step-service = Serviço
step-time = Horário
step-details = Dados

## What a clinic offers

services-title = Marcar uma consulta
services-text = Para que você gostaria de vir?
services-none = No momento não é possível marcar nada on-line. Fale com a clínica.
place-video = Por vídeo
place-in-person = Na clínica

## Free times

times-title = Escolha um horário
times-first = Primeiro horário livre
times-zone = Os horários estão em { $zone }.
times-zone-clinic = Os horários são os da clínica ({ $offset }).
times-clinic-zone = Os pequenos são da clínica: { $zone }.
times-options = Outro dia, outra pessoa ou outro fuso horário
times-from = A partir do dia
times-anyone = Qualquer pessoa
times-time-zone = Fuso horário
times-show = Mostrar horários
times-none = No momento não há horários livres. Tente mais tarde ou fale com a clínica.
times-none-then = Não há horários livres nestes dias.
times-earlier = Dias anteriores
times-later = Dias seguintes
times-other-days = Outros dias
times-unknown-zone = Não conhecemos o fuso horário pedido, por isso os horários são os da clínica.
times-unknown-day = Não conseguimos ler o dia pedido, por isso começamos pelo primeiro livre.

## A time that is not to be had

taken-title = Este horário acabou de ser ocupado
taken-text = Outra pessoa foi mais rápida e nada foi marcado. Escolha outro horário.
not-offered-title = Este horário não pode ser marcado
not-offered-text = Ele já passou, está ocupado ou não é oferecido. Escolha outro horário.
taken-others = Próximos horários livres
taken-all = Todos os horários livres

## The form

fact-what = O quê
fact-when = Quando
fact-with = Com
fact-where = Onde
fact-price = Preço
fact-at-clinic = Na clínica: { $time }
form-title = Confirme sua consulta
form-details = Seus dados
form-other-time = Escolher outro horário
form-optional = (opcional)
form-choose = Escolha
form-note = O horário é seu quando você confirmar.
form-submit = Confirmar a consulta
question-first-name = Nome
question-last-name = Sobrenome
question-email = E-mail
question-phone = Telefone
payment-title = Pagamento
payment-charge = Ao confirmar, { $amount } serão cobrados no seu cartão.
payment-save = Seu cartão será guardado para { $amount }. Nada é cobrado agora.
payment-later = Você também pode deixar em branco e pagar depois.
payment-card = Cartão de teste
payment-card-help = Isto é um teste: nenhum dinheiro é movimentado. Qualquer palavra serve, por exemplo “teste”.

## What is wrong with the form

error-title = Verifique:
error-summary = Verifique estas respostas
error-in-field = { $field } – { $message }
error-required = Preencha este campo.
error-choose = Escolha uma das opções.
error-tick = Marque esta caixa para continuar.
error-email = Escreva um e-mail, como nome@example.com.
error-phone = Escreva um telefone com o código do país, como +55 11 5550 0100.
error-number = Escreva um número.
error-date = Escreva uma data com dia, mês e ano.
error-format = Escreva de outra forma.
error-between = Escreva um número de { $least } a { $most }.
error-at-least = Escreva um número igual ou maior que { $least }.
error-at-most = Escreva um número igual ou menor que { $most }.
error-too-short =
    { $count ->
        [one] Escreva pelo menos { $count } caractere.
       *[other] Escreva pelo menos { $count } caracteres.
    }
error-too-long =
    { $count ->
        [one] Escreva no máximo { $count } caractere.
       *[other] Escreva no máximo { $count } caracteres.
    }
error-general = Algo que você escreveu não pode ser guardado: é longo demais ou tem sinais não aceitos.
error-card-needed = Esta consulta precisa de um cartão.
error-card-declined = O cartão não foi aceito. { $reason }
error-reason = Escreva no máximo 1.000 caracteres simples.

## An appointment

manage-title = Sua consulta
manage-status = Situação
manage-join = Entrar por vídeo
manage-calendar = Adicionar à agenda
manage-move = Escolher outro horário
manage-cancel = Cancelar a consulta
manage-again = Marcar de novo
manage-until = Você pode mudá-la ou cancelá-la aqui até: { $when }.
manage-too-late = É tarde demais para mudar on-line. Fale com a clínica.
manage-keep-link = Guarde o endereço desta página para voltar à sua consulta. Quem o tiver pode mudar a consulta: não o compartilhe.
status-pending = Aguardando a clínica
status-booked = Marcada
status-arrived = Você chegou
status-fulfilled = Realizada
status-noshow = Não compareceu
status-cancelled = Cancelada
done-booked = Sua consulta está marcada.
done-moved = Sua consulta foi mudada.
done-cancelled = Sua consulta foi cancelada.
cancel-title = Cancelar esta consulta?
cancel-reason = Por que você cancela?
cancel-reason-help = A clínica vai ler isto.
cancel-submit = Sim, cancelar
change-keep = Não, manter
move-title = Escolha outro horário
move-now = Agora: { $when }
move-question = Mudar sua consulta?
move-from = De
move-to = Para
move-submit = Sim, mudar

## What went wrong

not-found-title = Não encontramos esta página
not-found-text = Verifique o endereço ou siga de novo o link da sua clínica.
not-found-service-text = Isto não é oferecido, ou não é mais. Comece de novo pelo link da sua clínica.
not-found-appointment-text = Esta consulta não existe ou o link está incompleto. Use o link inteiro que recebeu ao marcar.
refused-title = Isto não é possível
refused-text = Você não tem acesso a isto.
cross-site-text = O formulário veio de outro site. Abra a nossa página e envie de lá.
bad-request-title = Não conseguimos ler isto
bad-request-text = Falta algo ou não é o esperado. Volte e tente de novo.
too-large-text = É texto demais. Volte e encurte.
conflict-title = Agora não é possível mudar
conflict-text = A consulta mudou nesse meio-tempo. Veja-a de novo.
sent-already-title = Este formulário já foi enviado
sent-already-text = Ele foi enviado com outras respostas e talvez tenha marcado uma consulta. Comece de novo se quiser outra.
in-flight-title = Ainda estamos trabalhando nisso
in-flight-text = Sua consulta está a caminho. Espere um momento e carregue esta página de novo.
too-many-title = Tentativas demais
too-many-text = Houve tentativas erradas demais da sua rede. Espere uma hora ou fale com a clínica.
unavailable-title = Voltamos logo
unavailable-text = O servidor de agendamento não está disponível no momento. Tente de novo em um minuto.
internal-title = Algo deu errado
internal-text = A culpa é nossa, não sua. Tente de novo ou fale com a clínica.

## The desk of those who work for a practice

desk-sign-in = Entrar
desk-sign-out = Sair
desk-signed-in-as = Conectado como
desk-parts = Seções
desk-password = Senha
desk-wrong-password = Este e-mail e esta senha não combinam.
desk-locked = Houve muitas tentativas erradas. Aguarde { $time }.
desk-forgotten = Esqueceu a senha?
desk-start-again = Começar de novo
desk-no-tls = Esta página foi aberta sem criptografia (http), e assim os navegadores não mantêm a entrada. Abra-a com https.
desk-code-title = Digite o código
desk-code = Código
desk-code-help = Os seis dígitos mostrados no celular, ou um dos seus códigos de recuperação.
desk-code-wrong = Este código não está certo. Se já o usou, espere o próximo.
desk-forgotten-text = Enviaremos um link para escolher uma nova.
desk-send-link = Enviar link
desk-no-mail = Este servidor não envia e-mail. Peça um link para uma nova senha a quem administra os usuários da clínica.
desk-to-sign-in = Ir para a entrada
desk-new-password-title = Escolha uma nova senha
desk-new-password = Nova senha
desk-password-help = Pelo menos 12 caracteres. Algumas palavras seguidas são fáceis de lembrar.
desk-password-too-short = Use pelo menos 12 caracteres.
desk-password-too-long = Use no máximo 200 caracteres.
desk-password-easy = É fácil demais de adivinhar. Escolha outra.
desk-password-wrong = Esta não é a sua senha.
desk-save = Salvar
desk-link-dead = Este link não funciona mais
desk-link-dead-text = Os links funcionam uma vez e por uma hora. Peça um novo.
desk-account = Minha conta
desk-name = Nome
desk-role = Função
desk-role-owner = Titular
desk-role-admin = Administração
desk-role-practitioner = Profissional
desk-role-front-desk = Recepção
desk-role-partner = Parceiro
desk-change-password = Mudar a senha
desk-change-password-text = Ao mudá-la, você continua conectado aqui e sai de todos os outros lugares.
desk-current-password = Senha atual
desk-second-factor = Segundo fator
desk-factor-none = Nenhum. Quem souber a sua senha pode entrar.
desk-factor-on =
    { $count ->
        [one] Ativado. Resta { $count } código de recuperação.
       *[other] Ativado. Restam { $count } códigos de recuperação.
    }
desk-factor-set-up = Configurar
desk-factor-manage = Códigos de recuperação, ou desativar
desk-factor-text = Além da senha, é pedido um código do celular. Você precisa de um aplicativo de códigos de uso único, como o que vem no celular.
desk-factor-scan = Escaneie isto com o aplicativo do celular:
desk-factor-qr = Código QR para o aplicativo
desk-factor-type = Ou digite isto no aplicativo:
desk-factor-then = Depois digite o código mostrado pelo aplicativo:
desk-factor-confirm = Ativar
desk-factor-on-text = Digite um código para receber novos códigos de recuperação ou para desativar o segundo fator.
desk-factor-off = Desativar
desk-codes-renew = Novos códigos de recuperação
desk-codes-title = Seus códigos de recuperação
desk-codes-text = Guarde-os onde possa encontrá-los sem o celular. Cada um vale uma vez. Não serão mostrados de novo.
desk-codes-kept = Já guardei
desk-sessions = Onde você está conectado
desk-since = Entrada
desk-seen = Último uso
desk-this-session = Este
desk-end-session = Sair de lá
desk-end-others = Sair de todos os outros
desk-users = Usuários
desk-new-user = Novo usuário
desk-new-user-mail = A pessoa receberá um e-mail com um link para escolher a senha.
desk-new-user-link = Na próxima página há um link para a pessoa escolher a senha.
desk-add = Adicionar usuário
desk-login-taken = Alguém já tem este endereço.
desk-last-owner = Este é o último titular. Nomeie outro antes.
desk-active = Ativo
desk-inactive = Desativado
desk-yes = Sim
desk-no = Não
desk-ways-in = Acesso
desk-mail-link = Enviar link para uma nova senha
desk-mail-link-text = A senha atual vale até que a pessoa escolha outra.
desk-make-link = Criar link para uma nova senha
desk-make-link-text = Você mesmo o entrega. A senha atual vale até que a pessoa escolha outra.
desk-link = Link
desk-link-title = Entregue este link
desk-link-text = Com este link, { $name } pode escolher uma senha. Ele funciona uma vez, por uma hora, e não será mostrado de novo.
desk-factor-reset = Remover o segundo fator
desk-factor-reset-text = Se a pessoa perdeu o celular e os códigos. Ela sai de todos os lugares.
desk-end-theirs = Sair de todos os lugares
desk-end-theirs-text = Se um aparelho foi perdido ou roubado.
desk-switch-off = Desativar
desk-switch-off-text = A pessoa sai na hora e não pode entrar. O que ela fez permanece.
desk-switch-on = Ativar
desk-switch-on-text = A pessoa poderá entrar de novo com a senha antiga.
desk-pages = Páginas
desk-first-page = Primeira página
desk-next-page = Próxima página
desk-done-signed-out = Você saiu.
desk-done-link = Se alguém aqui tem este endereço, um link está a caminho. Ele funciona por uma hora.
desk-done-new-password = A nova senha funciona. Você já pode entrar com ela.
desk-done-password = A senha foi mudada.
desk-done-factor = O segundo fator está ativado.
desk-done-factor-off = O segundo fator está desativado.
desk-done-session = Aquele navegador foi desconectado.
desk-done-sessions = Todos os outros navegadores foram desconectados.
desk-done-role = A função foi mudada.
desk-done-on = A pessoa pode entrar de novo.
desk-done-off = A pessoa foi desativada.
desk-done-mailed = O link foi enviado.
desk-done-factor-reset = O segundo fator foi removido.
desk-done-their-sessions = A pessoa saiu de todos os lugares.

## Mail

mail-new-password-subject = Sua nova senha em { $clinic }
mail-new-password-text =
    Aqui você pode escolher uma nova senha em { $clinic }. O link funciona uma vez, por uma hora:

    { $link }

    Se você não pediu isto, não precisa fazer nada: sua senha continua a mesma.
