# Runs one throw-away PostgreSQL cluster in the folder $1 with the programs in $2, for as long as standard
# input stays open. The test process holds the other end, and the system closes it however that process
# ends (panic and kill -9 included): then the server is stopped and the folder removed.
folder=$1
programs=$2
trap '' HUP INT TERM PIPE
cd "$folder" || exit 1

"$programs/initdb" -D data -U ungpho -A trust -E UTF8 --no-sync >log 2>&1 </dev/null
if [ -e data/PG_VERSION ]; then
    # No TCP: the socket lies in a folder that only this user and root can enter, and needs no free port.
    "$programs/postgres" -D data -k "$folder" -p 5432 -c listen_addresses= -c max_connections=200 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off >>log 2>&1 </dev/null &
    server=$!
else
    : >failed
fi

read -r _

if [ -n "$server" ]; then
    # Again and again: a server that has only just been started does not listen to signals yet.
    (while kill -QUIT "$server"; do sleep 0.2; done) 2>/dev/null &
    wait "$server"
fi
cd / && rm -rf "$folder"
