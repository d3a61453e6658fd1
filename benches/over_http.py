#!/usr/bin/env python3
"""The served program beside its peers over HTTP, by turns: processor time and requests a second, and their ratios.

over_http.py PROGRAM DATABASE DATA KIT [lookup] [items] [tiles]

PROGRAM is the release binary, DATABASE the folder in which `import zones DATA/zones.ndjson --in-force` was run, DATA a
set that KIT/gen.py wrote, KIT the folder of the comparison kit (gen.py, lua/points.lua). Needs `wrk`. Peers, each where
its variable is set:

  HELLO     a bare actix-web server: `HELLO PORT WORKERS` answers /hello with $HELLO_SIZE constant bytes
  PGDSN     PostGIS, loaded by KIT/peer_postgis.py: "host=… port=… user=… dbname=…"; PGBENCH names pgbench
  PYGEOAPI  the address of pygeoapi over the same PostGIS; PYGEOAPI_PID its first process

A server's processor time is that of its processes from before the load to after it, as the system accounts it.
"""
import os, re, statistics, subprocess, sys, tempfile, time, urllib.request

PROGRAM, DATABASE, DATA, KIT = sys.argv[1:5]
JOBS = sys.argv[5:] or ["lookup", "items", "tiles"]
ROUNDS, SECONDS = int(os.environ.get("ROUNDS", 7)), int(os.environ.get("SECONDS", 3))
TICKS = os.sysconf("SC_CLK_TCK")
BASE, HELLO_BASE = "http://127.0.0.1:8190", "http://127.0.0.1:8191"
LOOK_UP = "/api/v1/lookup?lon={lon}&lat={lat}"
ITEMS = "/ogc/collections/zones/items?bbox={w},{s},{e},{n}&limit=1000&f=json"
PYGEOAPI_ITEMS = "/collections/zones/items?bbox={w},{s},{e},{n}&limit=1000&f=json"
TILE = "/tiles/zones/{z}/{x}/{y}.mvt"

FULL = """\\set i random(0,{last})
select coalesce(json_agg(json_build_object('id',z.id,'hazard',z.hazard,'commune',z.commune,'risk_level',z.risk_level,
 'name',z.name,'plan',(select json_build_object('id',l.id,'title',l.title,'status',l.status) from plan l
 where l.zone_id=z.id),'shelters',(select json_agg(json_build_object('id',s.id,'name',s.name,'capacity',s.capacity,
 'lon',s.lon,'lat',s.lat)) from shelter s where s.zone_id=z.id))),'[]')
from pts p join zones z on ST_Covers(z.geom,p.geom) where p.idx=:i;
"""
PAGE = """\\set i random(0,{last})
with b as (select ST_Expand(geom,{half}) g from pts where idx=:i) select json_build_object('type','FeatureCollection',
 'features',coalesce(json_agg(json_build_object('type','Feature','id',id,'properties',json_build_object('hazard',hazard,
 'commune',commune,'risk_level',risk_level,'name',name),'geometry',ST_AsGeoJSON(geom,6)::json)),'[]'))
from (select z.* from zones z, b where z.geom && b.g and ST_Intersects(z.geom,b.g) limit 1000) q;
"""
MVT = """\\set i random(0,{last})
with p as (select ST_X(geom) x, ST_Y(geom) y from pts where idx=:i),
 t as (select floor((x+180)/360*2^{z})::int tx,
  floor((1-ln(tan(radians(y))+1/cos(radians(y)))/pi())/2*2^{z})::int ty from p),
 e as (select ST_TileEnvelope({z},tx,ty) m, ST_Transform(ST_TileEnvelope({z},tx,ty),4326) g from t)
select ST_AsMVT(q,'zones',4096,'geom') from (select z.id,z.hazard,z.risk_level,
 ST_AsMVTGeom(ST_Transform(z.geom,3857),e.m,4096,64,true) geom from zones z, e where z.geom && e.g) q;
"""


def processor_time(pid, children=False):
    """Seconds of processor time of a process, and of those of its children that have ended."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15] if children else fields[11:13])) / TICKS


def of_all(*pids):
    """Seconds of processor time of processes and all that came of them."""
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            parent = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        children.setdefault(int(parent), []).append(int(entry))
    total, left = 0, list(pids)
    while left:
        pid = left.pop()
        total += processor_time(pid, children=True)
        left += children.get(pid, [])
    return total


def in_memory(pid, which):
    """Megabytes of a process: `VmRSS` now, `VmHWM` at most so far."""
    return int(re.search(rf"{which}:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) / 1024


def wrk(base, used, path, connections=16, **extra):
    """One load: (processor time of a request in µs, requests a second, bytes of an answer)."""
    environment = dict(os.environ, POINTS=f"{DATA}/points.csv", PATH_T=path, SEED=str(time.time_ns() % 9973))
    environment.update({name: str(value) for name, value in extra.items()})
    before = used()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "30s", "-s", f"{KIT}/lua/points.lua", base]
    said = subprocess.run(command, capture_output=True, text=True, env=environment).stdout
    after = used()
    found = dict(pair.split("=") for pair in re.search(r"RESULT (.*)", said)[1].split())
    requests = int(re.search(r"(\d+) requests in", said)[1])
    assert float(found["non2xx"]) == 0, said
    return (after - before) / requests * 1e6, float(found["rps"]), float(found["bytes"]) / requests


def postmaster():
    """The first process of PostgreSQL."""
    asked = ["psql", "-XAt", "-d", os.environ["PGDSN"], "-c", "show data_directory"]
    folder = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    return int(open(os.path.join(folder, "postmaster.pid")).readline())


def postgis(sql, clients=2):
    """One run of pgbench: (processor time of the server for a transaction in µs, transactions a second, 0)."""
    setting = dict(re.findall(r"(\w+)=(\S+)", os.environ["PGDSN"]))
    asking = [os.environ.get("PGBENCH", "pgbench")]
    where = ["-h", setting["host"], "-p", setting["port"], "-U", setting["user"], setting["dbname"]]
    first = postmaster()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(sql)
        script.flush()
        before = processor_time(first, children=True)
        options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(SECONDS), "-f", script.name]
        said = subprocess.run(asking + options + where, capture_output=True, text=True).stdout
    time.sleep(0.2)
    done = int(re.search(r"actually processed: (\d+)", said)[1])
    used = processor_time(first, children=True) - before
    return used / done * 1e6, float(re.search(r"tps = ([\d.]+)", said)[1]), 0.0


def by_turns(name, ways):
    """Measures every way once a round; prints medians and what each takes against ours."""
    found = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, run in ways.items():
            found[way].append(run())
    middle = {way: [statistics.median(column) for column in zip(*runs)] for way, runs in found.items()}
    for way, (cpu, rate, size) in middle.items():
        print(f"{name:<16} {way:<16} {cpu:10.1f} µs of processor time, {rate:9.1f} a second, {size:8.0f} bytes")
    own = middle["ours"]
    for way, (cpu, rate, _) in middle.items():
        if way != "ours":
            print(f"RATIO {name}: processor time {way} / ours = {cpu / own[0]:.2f}; rate ours / {way} = {own[1] / rate:.2f}")
    sys.stdout.flush()
    return middle


def started(command, address, **more):
    """A server, once it answers at `address`."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    while True:
        try:
            return server, urllib.request.urlopen(address).read()
        except OSError:
            time.sleep(0.005)


def at_rest(pid):
    """Waits until what a server does of itself after the start is done; the seconds it took, and its processor time."""
    begun, before = time.time(), processor_time(pid)
    while True:
        used = processor_time(pid)
        time.sleep(1)
        if processor_time(pid) - used < 0.03:
            return time.time() - begun, processor_time(pid) - before


def look_up(own, last):
    size = round(wrk(BASE, own, LOOK_UP)[2])
    ways = {"ours": lambda: wrk(BASE, own, LOOK_UP)}
    bare = None
    if os.environ.get("HELLO"):
        environment = dict(os.environ, HELLO_SIZE=str(size - 100))
        bare, _ = started([os.environ["HELLO"], "8191", "2"], f"{HELLO_BASE}/hello", env=environment)
        # The same request, so that the client, which shares the processors, has the same work.
        ways["bare actix-web"] = lambda: wrk(HELLO_BASE, lambda: processor_time(bare.pid), "/hello?lon={lon}&lat={lat}")
    if os.environ.get("PGDSN"):
        ways["PostGIS"] = lambda: postgis(FULL.format(last=last))
    by_turns("look-up", ways)
    if bare:
        bare.terminate()


def items(own, last):
    for half in (0.025, 0.1):
        ways = {"ours": lambda: wrk(BASE, own, ITEMS, HALF=half, ACCEPT="application/geo+json")}
        if os.environ.get("PGDSN"):
            ways["PostGIS"] = lambda: postgis(PAGE.format(last=last, half=half))
        if os.environ.get("PYGEOAPI"):
            both = (int(os.environ["PYGEOAPI_PID"]), postmaster())
            used = lambda: of_all(*both)
            ways["pygeoapi"] = lambda: wrk(os.environ["PYGEOAPI"], used, PYGEOAPI_ITEMS, connections=2, HALF=half)
        by_turns(f"page {2 * half:g}°", ways)


def tiles(own, last):
    for zoom in (8, 10, 12, 14):
        ways = {"ours": lambda: wrk(BASE, own, TILE, ZOOM=zoom)}
        if os.environ.get("PGDSN"):
            ways["PostGIS"] = lambda: postgis(MVT.format(last=last, z=zoom))
        by_turns(f"tile z{zoom}", ways)


def main():
    last = sum(1 for _ in open(f"{DATA}/points.csv")) - 2
    begun = time.time()
    command = [PROGRAM, "serve", "--listen", "127.0.0.1:8190"]
    server, _ = started(command, BASE + "/api/v1/lookup?lon=106&lat=15", cwd=DATABASE)
    memory = {name: in_memory(server.pid, name) for name in ("VmRSS", "VmHWM")}
    print(f"first answer {time.time() - begun:.2f} s after the start, {processor_time(server.pid):.2f} s of processor time;"
          f" {memory['VmRSS']:.0f} MB in memory, {memory['VmHWM']:.0f} MB at most")
    try:
        waited, used = at_rest(server.pid)
        print(f"at rest {waited:.0f} s later, after {used:.2f} s more of processor time (zones written as text)")
        for job in JOBS:
            {"lookup": look_up, "items": items, "tiles": tiles}[job](lambda: processor_time(server.pid), last)
        print(f"at the end {in_memory(server.pid, 'VmRSS'):.0f} MB in memory")
    finally:
        server.terminate()
        server.wait()


main()
