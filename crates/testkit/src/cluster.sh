# A private PostgreSQL that lives exactly as long as the process at the other end of standard input.
#
# $1 is the folder of PostgreSQL's programs. $2, if it is there, is a port of this machine on which encrypted connections are taken,
# and no others; the server's certificate is then FOLDER/certificate.pem, its own authority, for localhost alone. Says "ready FOLDER" on standard output once the server answers on its Unix
# socket in FOLDER, or what went wrong. When standard input ends, for whatever reason, nothing is left behind.

# Ctrl-C and a closed terminal reach the tests as well; the end of standard input tells us about them.
trap '' HUP INT TERM PIPE

programs=$1
port=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/polyclinic-test.XXXXXX") || exit 1
cd "$folder" || exit 1

create() {
    "$programs/initdb" --no-sync --auth=trust --username=polyclinic --encoding=UTF8 --no-locale "$@" --pgdata=data
}

# Text is ordered by a language, as on most servers, and not by bytes as SQLite does it: tests then see where an answer
# would depend on that. Versions before 15, and builds without ICU, can't.
create_and_start() {
    create --locale-provider=icu --icu-locale=en-US || { rm -rf data && create; } || return 1
    listen="-c listen_addresses="
    if [ -n "$port" ]; then
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost \
            -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE \
            -keyout key.pem -out certificate.pem || return 1
        printf 'local all all trust\nhostssl all all all trust\n' >data/pg_hba.conf
        listen="-c listen_addresses=127.0.0.1 -p $port -c ssl=on \
            -c ssl_cert_file='$folder/certificate.pem' -c ssl_key_file='$folder/key.pem'"
    fi
    "$programs/pg_ctl" start --wait --silent --pgdata=data --log=server.log --options="-k '$folder' $listen \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off \
        -c max_connections=400 -c shared_buffers=32MB"
}

if create_and_start >log 2>&1 </dev/null; then
    echo "ready $folder"
else
    cat log server.log 2>/dev/null
fi
exec >/dev/null

while read -r _; do :; done

"$programs/pg_ctl" stop --mode=immediate --silent --pgdata=data >/dev/null 2>&1
cd / && rm -rf "$folder"
