# A PostgreSQL that is killed on request, and lives no longer than the process at the other end of standard input.
#
# $1 is the folder of PostgreSQL's programs. Says "ready FOLDER" once the server answers on its Unix socket in FOLDER. Then
# takes a word a line and answers each with "ready", or with what went wrong:
#   kill   SIGKILL to the server and all its children
#   wound  SIGKILL to one of its children, upon which the server drops all connections and recovers by itself
#   start  starts it again
#   keep   ends it, and leaves its files when standard input ends
# When standard input ends, for whatever reason, nothing is left behind.

# Ctrl-C and a closed terminal reach the tests as well; the end of standard input tells us about them.
trap '' HUP INT TERM PIPE

programs=$1
keep=
folder=$(mktemp -d "${TMPDIR:-/tmp}/polyclinic-chaos.XXXXXX") || exit 1
cd "$folder" || exit 1

is_ready() {
    [ "$(sed -n 1p data/postmaster.pid 2>/dev/null)" = "$postmaster" ] && grep -q '^ready' data/postmaster.pid
}

# A child of this shell and not of pg_ctl, so that it can be waited for when it has been killed.
launch() {
    "$programs/postgres" -D data -k "$folder" -c listen_addresses= -c fsync=on -c synchronous_commit=on \
        -c full_page_writes=on -c max_connections=100 -c shared_buffers=32MB >>server.log 2>&1 </dev/null &
    postmaster=$!
}

# While a child of the one before is still dying, the shared memory is in use, and the server ends at once: again, then.
start() {
    launch
    tries=0
    until is_ready; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || return 1
        sleep 0.05
        kill -0 "$postmaster" 2>/dev/null || { wait "$postmaster"; launch; }
    done
}

children() {
    ps -A -o pid= -o ppid= | while read -r pid parent; do
        [ "$parent" != "$postmaster" ] || echo "$pid"
    done
}

strike() {
    # shellcheck disable=SC2046 # One word for each of them.
    kill -9 "$postmaster" $(children) 2>/dev/null
    wait "$postmaster" 2>/dev/null
    return 0
}

wound() {
    child=$(children | tail -n 1)
    [ -z "$child" ] || kill -9 "$child" 2>/dev/null
    return 0
}

initialize() {
    "$programs/initdb" --no-sync --auth=trust --username=polyclinic --encoding=UTF8 --no-locale --pgdata=data
}

if initialize >log 2>&1 </dev/null && start; then
    echo "ready $folder"
else
    echo "failed: $(cat log server.log 2>/dev/null | tail -n 5 | tr '\n' ' ')"
fi

while read -r word; do
    case $word in
        kill) strike ;;
        wound) wound ;;
        start) start ;;
        keep) keep=1 ;;
        *) false ;;
    esac && echo ready || { echo "failed: $(tail -n 3 server.log | tr '\n' ' ')"; }
done
exec >/dev/null

strike
[ -n "$keep" ] || { cd / && rm -rf "$folder"; }
