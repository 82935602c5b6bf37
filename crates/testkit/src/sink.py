# A real SMTP server, aiosmtpd, that lives exactly as long as the process at the other end of standard input.
#
#   sink.py serve OPTIONS   says "ready PORT" once it listens on 127.0.0.1, and keeps what it takes in a maildir
#   sink.py read FOLDER     what is in that maildir, read by Python's own mail library, as JSON
#
# OPTIONS is a JSON object: folder; tls ("none", "starttls", "tls"), certificate, key; username, password.
# Whoever's address begins with "nobody" is refused.

import asyncio, email, email.policy, json, mailbox, ssl, sys


def read(folder):
    mails = []
    for key, raw in mailbox.Maildir(folder, create=False).items():
        mail = email.message_from_bytes(raw.as_bytes(), policy=email.policy.default)
        mails.append({
            "headers": [[name, str(value)] for name, value in mail.items()],
            "text": mail.get_content(),
        })
    print(json.dumps(mails))


async def serve(options):
    from aiosmtpd.handlers import Mailbox
    from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

    class Handler(Mailbox):
        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("nobody"):
                return f"550 no such mailbox: {address}"
            envelope.rcpt_tos.append(address)
            session.encrypted = server.transport.get_extra_info("ssl_object") is not None
            return "250 OK"

        def prepare_message(self, session, envelope):
            message = super().prepare_message(session, envelope)
            message["X-Greeting"] = session.host_name
            message["X-Encrypted"] = "yes" if session.encrypted else "no"
            return message

    def authenticate(server, session, envelope, mechanism, data):
        right = LoginPassword(options["username"].encode(), options["password"].encode())
        return AuthResult(success=data == right, handled=False)

    context = None
    if options["tls"] != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options["certificate"], options["key"])
    starttls, wrapped = options["tls"] == "starttls", options["tls"] == "tls"
    handler = Handler(options["folder"])
    asks = options.get("username") is not None

    def connection():
        return SMTP(
            handler, enable_SMTPUTF8=True, ident="sink", hostname="sink.test",
            tls_context=context if starttls else None, require_starttls=starttls,
            authenticator=authenticate if asks else None, auth_required=asks, auth_require_tls=False,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=context if wrapped else None)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if sys.argv[1] == "read":
    read(sys.argv[2])
else:
    asyncio.run(serve(json.loads(sys.argv[2])))
