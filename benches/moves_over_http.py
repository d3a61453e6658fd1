#!/usr/bin/env python3
"""How many reports of households a second the program takes from 64 telephones, each durable before it is answered,
while 500 listeners follow their communes; PostgreSQL with the same update and event row by turns.

  moves_over_http.py PROGRAM [ROUNDS] [SECONDS]        needs wrk; with PGDSN and pgbench also the peer
  moves_over_http.py PROGRAM figures                   a commune's figures among 1,000,000 households

Prints medians, the 99th percentile of answers, how late the listeners hear, and the ratio.
"""
import json, os, random, re, selectors, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, threading, time, uuid

PROGRAM = os.path.abspath(sys.argv[1])
FIGURES = sys.argv[2:3] == ["figures"]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 and not FIGURES else 3
SECONDS = int(sys.argv[3]) if len(sys.argv) > 3 else 8
HOUSEHOLDS, PHONES, LISTENERS = 5_000, 64, 500
HERE = os.path.dirname(os.path.abspath(__file__))
LUA = """
-- Each thread is a telephone with households of its own; its ids grow, as those of a device do.
local ids, made, first = {}, 0, os.time() * 100000
for line in io.lines(os.getenv("IDS")) do ids[#ids + 1] = line end
local token, device = os.getenv("TOKEN"), 0
function setup(thread) thread:set("number", device); device = device + 1 end
function init() math.randomseed(os.time() * 7 + number * 7919) end
local states = {"notified", "agreed", "departed", "arrived"}
function request()
  local r = math.random
  made = made + 1
  local id = string.format("%08x-%04x-7%03x-8%03x-%08x%04x", math.floor((first + made) / 65536), (first + made) % 65536, r(0, 0xfff), r(0, 0xfff), r(0, 0xffffffff), r(0, 0xffff))
  local household = ids[r(1, #ids / 2) * 2 - number]
  local body = string.format('{"device":"may-%d","operations":[{"id":"%s","base_revision":0,"relocation":{"id":"%s","said":{"state":"%s","departed":%d}}}]}',
    number, id, household, states[r(1, 4)], r(1, 6))
  return wrk.format("POST", "/api/v1/sync", {["content-type"] = "application/json", ["authorization"] = "Bearer " .. token}, body)
end
function response(status, headers, body) if status ~= 200 then print("status " .. status .. " " .. body) end end
"""


def prepare(folder, count=HOUSEHOLDS, communes=None):
    run = lambda *a: subprocess.run([PROGRAM, *a], cwd=folder, check=True, capture_output=True, text=True).stdout
    for name in ("provinces.csv", "communes-kon-tum-2025.csv"):
        run("import", "admin-units", os.path.join(HERE, "..", "maps", name))
    token = run("token", "add", "--name", "bench", "--role", "admin").split()[-1]
    db = sqlite3.connect(os.path.join(folder, "data", "ungpho.db"))
    communes = communes or [row[0] for row in db.execute("SELECT DISTINCT code FROM admin_units WHERE length(code) = 5 ORDER BY code")]
    now = "2025-11-06 00:00:00"
    event = str(uuid.uuid4())
    db.execute("INSERT INTO events (id, chain_key, name_vi, name_en, kind, started_at, demonstration) VALUES (?, ?, 'thử', 'trial', 'real', ?, 0)", (event, event, now))
    standing = json.dumps(dict(state=None, present=None, departed=None, arrived=None, returned=None, destination=None, reason=None, coercion=None, remarks=[], property=[], conflicts=[], differences=[]))
    ids = [str(uuid.uuid4()) for _ in range(count)]
    states = ["unknown"] if count == HOUSEHOLDS else ["unknown", "notified", "departed", "arrived", "returned"]
    columns = "id, event_id, household_code, commune_code, village, round, is_current, opened_at, listed, vulnerable, listed_property, revision, state, people, uncounted, conflicts, differences, standing"
    rows = [(one, event, f"A{n}", communes[n % len(communes)], f"Thôn {n % 7}", 1, 1, now, 4, 1, "[]", 0, states[n // len(communes) % len(states)], 4, 1, 0, 0, standing) for n, one in enumerate(ids)]
    db.executemany(f"INSERT INTO relocations ({columns}) VALUES ({', '.join('?' * 18)})", rows)
    db.commit(); db.close()
    open(os.path.join(folder, "ids"), "w").write("\n".join(ids))
    open(os.path.join(folder, "sync.lua"), "w").write(LUA)
    return token, communes, event


class Listeners(threading.Thread):
    """Follows the stream of a commune on each connection, and notes how late each event comes."""
    def __init__(self, port, token, communes):
        super().__init__(daemon=True)
        self.delays, self.stop, self.selector, self.heard = [], False, selectors.DefaultSelector(), 0
        for n in range(LISTENERS):
            s = socket.create_connection(("127.0.0.1", port))
            s.sendall(f"GET /api/v1/stream?unit={communes[n % len(communes)]} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n\r\n".encode())
            s.setblocking(False)
            self.selector.register(s, selectors.EVENT_READ)

    def run(self):
        at = re.compile(rb'"at":"([^"]+)"')
        from datetime import datetime
        while not self.stop:
            for key, _ in self.selector.select(0.2):
                data = key.fileobj.recv(65536)
                now = time.time()
                found = at.findall(data)
                self.heard += len(found)
                if found:
                    self.delays.append(now - datetime.fromisoformat(found[0].decode().replace("Z", "+00:00")).timestamp())


def figures():
    import urllib.request
    folder = tempfile.mkdtemp(prefix="moves-")
    token, communes, event = prepare(folder, 1_000_000, [f"F{n:04}" for n in range(3_321)])
    with socket.socket() as s: s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]
    server = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try: socket.create_connection(("127.0.0.1", port)).close(); break
            except OSError: time.sleep(0.1)
        times = []
        for n in range(200):
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/events/{event}/figures?unit={communes[n * 16 % len(communes)]}", headers={"Authorization": f"Bearer {token}"})
            begun = time.perf_counter(); answer = json.load(urllib.request.urlopen(request)); times.append(time.perf_counter() - begun)
            assert answer["total"]["listed"]["households"] in (301, 302), answer["total"]["listed"]
        times.sort()
        print(f"figures of a commune among 1,000,000 households: median {times[100] * 1e3:.1f} ms, p99 {times[198] * 1e3:.1f} ms, worst {times[-1] * 1e3:.1f} ms")
    finally:
        server.send_signal(signal.SIGTERM); server.wait()
        subprocess.run(["rm", "-rf", folder])


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ours(folder, port, token):
    env = {**os.environ, "IDS": os.path.join(folder, "ids"), "TOKEN": token}
    out = subprocess.run(["wrk", "-t2", f"-c{PHONES}", f"-d{SECONDS}s", "--latency", "-s", os.path.join(folder, "sync.lua"), f"http://127.0.0.1:{port}"], env=env, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    wrong = out.count("status ")
    return rate, float(value) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit], wrong


def peer_prepare(dsn):
    sql = f"drop table if exists status_event; drop table if exists household; create table household (id int primary key, status int, updated timestamptz); insert into household select i, 0, now() from generate_series(1, {HOUSEHOLDS}) i; create table status_event (id bigserial primary key, household_id int, status int, op_id text); vacuum analyze household;"
    for one in sql.split(";"):
        if one.strip(): subprocess.run(["psql", dsn, "-qc", one], check=True)


def peer(dsn, folder):
    script = os.path.join(folder, "peer.sql")
    open(script, "w").write(f"\\set h random(1,{HOUSEHOLDS})\n\\set s random(0,4)\nwith u as (update household set status=:s,updated=now() where id=:h returning id) insert into status_event(household_id,status,op_id) select id,:s,gen_random_uuid()::text from u;\n")
    out = subprocess.run([os.environ.get("PGBENCH", "pgbench"), "-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", str(SECONDS), "-f", script, dsn], capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", out)[1])


def main():
    folder = tempfile.mkdtemp(prefix="moves-")
    token, communes, _ = prepare(folder)
    with socket.socket() as s: s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]
    server = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{port}"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try: socket.create_connection(("127.0.0.1", port)).close(); break
            except OSError: time.sleep(0.1)
        dsn = os.environ.get("PGDSN")
        if dsn: peer_prepare(dsn)
        alone, followed, peers, late = [], [], [], []
        ours(folder, port, token)
        for _ in range(ROUNDS):
            before = cpu(server.pid); got = ours(folder, port, token); used = cpu(server.pid) - before
            alone.append((*got, used / SECONDS))
            listeners = Listeners(port, token, communes); listeners.start(); time.sleep(0.5)
            followed.append(ours(folder, port, token)); time.sleep(1.2); listeners.stop = True; listeners.join()
            late.extend(listeners.delays)
            for key in list(listeners.selector.get_map().values()): key.fileobj.close()
            print(f"  alone {alone[-1][0]:.0f}/s p99 {alone[-1][1]:.1f} ms; followed by {LISTENERS}: {followed[-1][0]:.0f}/s p99 {followed[-1][1]:.1f} ms, {listeners.heard} events heard", flush=True)
            if dsn: peers.append(peer(dsn, folder)); print(f"  pgbench {peers[-1]:.0f}/s", flush=True)
        m = statistics.median
        late.sort()
        print(f"alone: {m(a[0] for a in alone):.0f} reports/s, p99 {m(a[1] for a in alone):.1f} ms, {m(a[3] for a in alone):.2f} processors; refused {sum(a[2] for a in alone)}")
        print(f"followed by {LISTENERS}: {m(f[0] for f in followed):.0f} reports/s, p99 {m(f[1] for f in followed):.1f} ms; heard after {m(late) * 1e3:.0f} ms, p99 {late[int(len(late) * .99)] * 1e3:.0f} ms, worst {late[-1] * 1e3:.0f} ms")
        if peers: print(f"RATIO to pgbench {m(peers):.0f}/s: alone {m(a[0] for a in alone) / m(peers):.2f}, followed {m(f[0] for f in followed) / m(peers):.2f}")
    finally:
        server.send_signal(signal.SIGTERM); server.wait()
        subprocess.run(["rm", "-rf", folder])


if __name__ == "__main__":
    figures() if FIGURES else main()
