//! Tiles as a map gets them: decoded from the answers of the real program and held against the zones.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::format_push_string, reason = "short texts, read more easily so")]

mod app;

use std::collections::{HashMap, HashSet};
use std::io::{Read as _, Write as _};

use app::client::{Answer, Client};
use app::server::TestServer;
use geo::{Contains, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon};
use prost::Message as _;
use serde_json::{Value, json};

/// The messages of the specification, version 2.1.
mod mvt {
    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Tile {
        #[prost(message, repeated, tag = "3")]
        pub layers: Vec<Layer>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Layer {
        #[prost(uint32, required, tag = "15")]
        pub version: u32,
        #[prost(string, required, tag = "1")]
        pub name: String,
        #[prost(message, repeated, tag = "2")]
        pub features: Vec<Feature>,
        #[prost(string, repeated, tag = "3")]
        pub keys: Vec<String>,
        #[prost(message, repeated, tag = "4")]
        pub values: Vec<Value>,
        #[prost(uint32, optional, tag = "5")]
        pub extent: Option<u32>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Feature {
        #[prost(uint64, optional, tag = "1")]
        pub id: Option<u64>,
        #[prost(uint32, repeated, tag = "2")]
        pub tags: Vec<u32>,
        #[prost(int32, optional, tag = "3")]
        pub kind: Option<i32>,
        #[prost(uint32, repeated, tag = "4")]
        pub geometry: Vec<u32>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub struct Value {
        #[prost(string, optional, tag = "1")]
        pub text: Option<String>,
        #[prost(double, optional, tag = "3")]
        pub double: Option<f64>,
        #[prost(int64, optional, tag = "4")]
        pub int: Option<i64>,
        #[prost(uint64, optional, tag = "5")]
        pub uint: Option<u64>,
        #[prost(bool, optional, tag = "7")]
        pub flag: Option<bool>,
    }
}

/// A feature, understood: its kind, its rings or points, its properties.
struct Seen {
    kind: i32,
    parts: Vec<Vec<(i32, i32)>>,
    properties: HashMap<String, Value>,
}

fn decode(bytes: &[u8]) -> (String, Vec<Seen>) {
    let tile = mvt::Tile::decode(bytes).unwrap();
    let layer = &tile.layers[0];
    assert_eq!((tile.layers.len(), layer.version, layer.extent), (1, 2, Some(4096)));
    let seen = |feature: &mvt::Feature| Seen {
        kind: feature.kind.unwrap(),
        parts: parts(&feature.geometry, feature.kind == Some(3)),
        properties: feature
            .tags
            .chunks(2)
            .map(|pair| {
                let value = &layer.values[pair[1] as usize];
                let value = value.text.as_ref().map_or_else(
                    || value.flag.map_or_else(|| json!(value.uint), |flag| json!(flag)),
                    |text| json!(text),
                );
                (layer.keys[pair[0] as usize].clone(), value)
            })
            .collect(),
    };
    (layer.name.clone(), layer.features.iter().map(seen).collect())
}

/// Runs the commands of a geometry. Areas must be MoveTo(1), LineTo(2 or more), ClosePath, again and again.
fn parts(commands: &[u32], area: bool) -> Vec<Vec<(i32, i32)>> {
    let (mut at, mut found, mut cursor) = (0, Vec::new(), (0, 0));
    let zigzag = |n: u32| i32::try_from(n >> 1).unwrap() ^ -i32::try_from(n & 1).unwrap();
    while at < commands.len() {
        let (command, count) = (commands[at] & 7, commands[at] >> 3);
        at += 1;
        match command {
            1 => assert!(!area || count == 1, "a ring begins once"),
            2 => assert!(count >= 2, "a ring has three corners"),
            7 => {
                assert_eq!(count, 1);
                continue;
            }
            other => panic!("command {other}"),
        }
        if command == 1 {
            found.push(Vec::new());
        }
        for _ in 0..count {
            let step = (zigzag(commands[at]), zigzag(commands[at + 1]));
            assert!(command == 1 || step != (0, 0), "a step of nothing");
            cursor = (cursor.0 + step.0, cursor.1 + step.1);
            found.last_mut().unwrap().push(cursor);
            at += 2;
        }
        if area && command == 2 {
            assert_eq!(commands.get(at).map(|next| next & 7), Some(7), "a ring is closed");
        }
    }
    found
}

fn twice_area(ring: &[(i32, i32)]) -> i64 {
    let around = ring.iter().zip(ring.iter().cycle().skip(1));
    around.map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}

/// The areas of a feature: an outer ring turns to the right on a screen and comes before its holes.
fn area(seen: &Seen) -> MultiPolygon<f64> {
    let line = |ring: &[(i32, i32)]| {
        LineString::from(ring.iter().map(|at| (f64::from(at.0), f64::from(at.1))).collect::<Vec<_>>())
    };
    let mut polygons: Vec<Polygon<f64>> = Vec::new();
    for ring in &seen.parts {
        match twice_area(ring) {
            0 => panic!("a ring without an inside"),
            1.. => polygons.push(Polygon::new(line(ring), Vec::new())),
            _ => polygons.last_mut().expect("a hole before its ring").interiors_push(line(ring)),
        }
    }
    MultiPolygon::new(polygons)
}

/// A position in units of a tile, by the formula every map knows.
fn on_tile(lon: f64, lat: f64, (z, x, y): (u32, u32, u32)) -> (f64, f64) {
    let across = f64::from(1_u32 << z);
    let east = (lon + 180.0) / 360.0 * across;
    let south = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * across;
    ((east - f64::from(x)) * 4096.0, (south - f64::from(y)) * 4096.0)
}

fn tile_at(lon: f64, lat: f64, z: u32) -> (u32, u32, u32) {
    let (x, y) = on_tile(lon, lat, (z, 0, 0));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the world")]
    (z, (x / 4096.0) as u32, (y / 4096.0) as u32)
}

fn get(client: &Client, set: &str, (z, x, y): (u32, u32, u32)) -> Answer {
    client.get(&format!("/tiles/{set}/{z}/{x}/{y}.mvt"))
}

/// The zones of the demonstration: id, rings in degrees.
fn zones(client: &Client) -> HashMap<String, Vec<Vec<(f64, f64)>>> {
    let page = client.get("/ogc/collections/zones/items?limit=1000").expect(200);
    let mut found = HashMap::new();
    for feature in page["features"].as_array().unwrap() {
        let coordinates = &feature["geometry"]["coordinates"];
        let polygons =
            if feature["geometry"]["type"] == "Polygon" { json!([coordinates]) } else { coordinates.clone() };
        let mut rings = Vec::new();
        for ring in polygons.as_array().unwrap().iter().flat_map(|polygon| polygon.as_array().unwrap()) {
            let at = |pair: &Value| (pair[0].as_f64().unwrap(), pair[1].as_f64().unwrap());
            rings.push(ring.as_array().unwrap().iter().map(at).collect());
        }
        found.insert(feature["id"].as_str().unwrap().to_owned(), rings);
    }
    found
}

#[test]
fn a_decoded_tile_shows_the_zones_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    let zones = zones(&client);
    assert!(zones.len() >= 3);
    let mut checked = 0;
    for (id, rings) in &zones {
        for z in [9, 12, 14, 16] {
            let tile = tile_at(rings[0][0].0, rings[0][0].1, z);
            let answer = get(&client, "zones", tile);
            assert_eq!((answer.status, answer.header("content-type")), (200, "application/vnd.mapbox-vector-tile"));
            let (name, features) = decode(&answer.bytes);
            assert_eq!(name, "zones");
            for seen in &features {
                assert_eq!(seen.kind, 3);
                for at in seen.parts.iter().flatten() {
                    assert!(
                        (-64..=4160).contains(&at.0) && (-64..=4160).contains(&at.1),
                        "{at:?} is beyond the buffer"
                    );
                }
                area(seen);
            }
            let Some(seen) = features.iter().find(|seen| seen.properties["id"] == json!(id)) else {
                assert!(z < 12, "{id} is missing at zoom {z}");
                continue;
            };
            checked += compare(&area(seen), rings, tile);
        }
    }
    assert!(checked > 1_000, "only {checked} positions were far enough from an outline to tell");
}

/// Holds a drawn area against the rings of a zone, position by position of a grid over the tile; those within three
/// units of the outline are left out, where the grid may decide either way. Gives how many were held.
fn compare(drawn: &MultiPolygon<f64>, rings: &[Vec<(f64, f64)>], tile: (u32, u32, u32)) -> usize {
    let lines: Vec<LineString<f64>> = rings
        .iter()
        .map(|ring| LineString::from(ring.iter().map(|(lon, lat)| on_tile(*lon, *lat, tile)).collect::<Vec<_>>()))
        .collect();
    let exact: Vec<Polygon<f64>> = lines.iter().map(|line| Polygon::new(line.clone(), Vec::new())).collect();
    let mut held = 0;
    for step in 0..900_u32 {
        let at = Point::new(f64::from(step % 30) * 141.0 + 3.0, f64::from(step / 30) * 141.0 + 3.0);
        if lines.iter().any(|line| Euclidean.distance(&at, line) < 3.0) {
            continue;
        }
        // Inside an odd number of rings is inside.
        let inside = exact.iter().filter(|ring| ring.contains(&at)).count() % 2 == 1;
        assert_eq!(drawn.contains(&at), inside, "{at:?} of {tile:?}");
        held += 1;
    }
    held
}

#[test]
fn no_zone_disappears_at_any_zoom() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    let all = zones(&client);
    for z in 0..=16 {
        let tiles: HashSet<_> =
            all.values().flat_map(|rings| rings[0].iter().map(|at| tile_at(at.0, at.1, z))).collect();
        let mut shown: HashMap<String, u64> = HashMap::new();
        for tile in tiles {
            let answer = get(&client, "zones", tile);
            if answer.status == 204 {
                continue;
            }
            for seen in decode(&answer.bytes).1 {
                let stands_for = seen.properties.get("zones").and_then(Value::as_u64).unwrap_or(1);
                let id = seen.properties["id"].as_str().unwrap().to_owned();
                let most = shown.entry(id).or_default();
                *most = stands_for.max(*most);
            }
        }
        // Where zones share a pixel, one feature says how many it stands for.
        let counted: u64 = shown.values().sum();
        assert!(counted >= all.len() as u64, "zoom {z}: {counted} of {}", all.len());
        if z >= 12 {
            assert_eq!(shown.len(), all.len(), "zoom {z}");
        }
    }
}

#[test]
fn a_tile_carries_what_a_map_needs_to_know() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    let first = client.get("/ogc/collections/zones/items?limit=1").expect(200)["features"][0].clone();
    let ring = &zones(&client)[first["id"].as_str().unwrap()][0];
    let (_, features) = decode(&get(&client, "zones", tile_at(ring[0].0, ring[0].1, 14)).bytes);
    let seen = features.iter().find(|seen| seen.properties["id"] == first["id"]).unwrap();
    for name in ["code", "name", "hazard", "level", "status", "commune"] {
        assert_eq!(seen.properties[name], first["properties"][name], "{name}");
    }
    let shelter = client.get("/ogc/collections/shelters/items?limit=1").expect(200)["features"][0].clone();
    let place = &shelter["geometry"]["coordinates"];
    let tile = tile_at(place[0].as_f64().unwrap(), place[1].as_f64().unwrap(), 14);
    let (name, features) = decode(&get(&client, "shelters", tile).bytes);
    assert_eq!(name, "shelters");
    let seen = features.iter().find(|seen| seen.properties["id"] == shelter["id"]).unwrap();
    let (x, y) = on_tile(place[0].as_f64().unwrap(), place[1].as_f64().unwrap(), tile);
    let at = seen.parts[0][0];
    assert!((f64::from(at.0) - x).abs() <= 0.51 && (f64::from(at.1) - y).abs() <= 0.51, "{at:?} {x} {y}");
    assert!(!seen.properties.contains_key("keeper_phone"));
    let (name, units) = decode(&get(&client, "admin-units", tile_at(108.0, 14.35, 10)).bytes);
    assert_eq!(name, "admin-units");
    assert!(units.iter().any(|unit| unit.properties["kind"] == "ward" && unit.properties["boundary"] == "approximate"));
}

#[test]
fn tiles_are_packed_tagged_and_asked_for_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    let about = client.get("/tiles/zones.json").expect(200);
    let address = about["tiles"][0].as_str().unwrap();
    let path = address.split_once("/tiles").map(|(_, rest)| format!("/tiles{rest}")).unwrap();
    let path = path.replace("{z}", "8").replace("{x}", "204").replace("{y}", "117");
    // By hand: the client unpacks what it gets and hides how it was packed.
    let ask = |headers: &[(&str, &str)]| raw(server.port(), &path, headers);
    let plain = ask(&[]);
    let packed = ask(&[("accept-encoding", "gzip, br")]);
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "gzip"));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert!(!unpacked.is_empty());
    assert_eq!(unpacked, plain.bytes);
    assert!(packed.bytes.len() < plain.bytes.len());
    assert!(!plain.header("etag").starts_with("W/") && plain.header("etag") != packed.header("etag"));
    assert_eq!(plain.header("cache-control"), "public, max-age=3600");
    assert_eq!(client.get("/tiles/zones/8/204/117.mvt").header("cache-control"), "no-cache");
    for (answer, accepted) in [(&plain, "identity"), (&packed, "gzip")] {
        let again = ask(&[("accept-encoding", accepted), ("if-none-match", answer.header("etag"))]);
        assert_eq!((again.status, again.bytes.len()), (304, 0));
        let other = ask(&[("accept-encoding", accepted), ("if-none-match", "\"another\"")]);
        assert_eq!((other.status, &other.bytes), (200, &answer.bytes));
    }
    // The tag is of these very bytes, so nothing packs them in a third way.
    assert_eq!(ask(&[("accept-encoding", "br")]).bytes, plain.bytes);
    assert_eq!(ask(&[("accept-encoding", "gzip;q=0")]).bytes, plain.bytes);
}

/// A request on a connection of its own, and the answer as it came.
fn raw(port: u16, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut connection = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    connection.write_all(format!("{request}\r\n").as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    Answer { status, headers, bytes: answer[end + 4..].to_vec() }
}

#[test]
fn where_nothing_is_there_is_no_content() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let answer = get(&server.client(), "zones", (10, 0, 0));
    assert_eq!((answer.status, answer.bytes.len()), (204, 0));
    for path in
        ["/tiles/zones/17/0/0.mvt", "/tiles/zones/3/8/0.mvt", "/tiles/alerts/0/0/0.mvt", "/tiles/zones/a/0/0.mvt"]
    {
        server.client().get(path).problem(404, "not-found");
    }
    server.client().get("/tiles/households.json").problem(404, "not-found");
}

#[test]
fn tile_json_tells_a_map_everything() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    for (set, fields) in [
        ("zones", vec!["id", "code", "name", "hazard", "level", "status", "commune"]),
        ("shelters", vec!["id", "code", "name", "kind", "capacity", "commune"]),
        ("admin-units", vec!["code", "name", "kind"]),
    ] {
        let about = server.client().get(&format!("/tiles/{set}.json")).expect(200);
        assert_eq!(about["tilejson"], "3.0.0");
        assert_eq!((&about["minzoom"], &about["maxzoom"]), (&json!(0), &json!(16)));
        assert_eq!(about["vector_layers"][0]["id"], set);
        for field in fields {
            assert!(about["vector_layers"][0]["fields"][field].is_string(), "{set} {field}");
        }
        let bounds: Vec<f64> = about["bounds"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
        assert!(bounds[0] > 102.0 && bounds[0] < bounds[2] && bounds[2] < 110.0, "{bounds:?}");
        let address = about["tiles"][0].as_str().unwrap();
        assert!(address.starts_with(&format!("http://127.0.0.1:{}/tiles/{set}/", server.port())), "{address}");
        assert!(address.ends_with(&format!("?v={}", about["revision"].as_str().unwrap())), "{address}");
    }
}

#[test]
fn a_day_before_there_were_zones_shows_none() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    let present = client.get("/tiles/zones/6/51/29.mvt");
    assert_eq!(present.status, 200);
    assert_eq!(client.get("/tiles/zones/6/51/29.mvt?on=2000-01-01").status, 204);
    assert_eq!(client.get("/tiles/zones/6/51/29.mvt?on=2999-01-01").bytes, present.bytes);
    let about = client.get("/tiles/zones.json?on=2000-01-01").expect(200);
    assert!(about["tiles"][0].as_str().unwrap().ends_with("&on=2000-01-01"));
}
