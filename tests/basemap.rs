//! Base maps an operator put into a folder are listed and served by ranges; nothing else of the folder is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod app;

use app::server::TestServer;
use serde_json::json;

/// A program whose folder of maps holds one map and things that are none.
fn served() -> (tempfile::TempDir, TestServer, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let maps = folder.path().join("base");
    std::fs::create_dir(&maps).unwrap();
    let map: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
    std::fs::write(maps.join("viet-nam_2026.pmtiles"), &map).unwrap();
    std::fs::write(maps.join("secret.txt"), "not a map").unwrap();
    std::fs::write(maps.join("two words.pmtiles"), "a name no address can have").unwrap();
    std::fs::create_dir(maps.join("folder.pmtiles")).unwrap();
    let server = TestServer::serve(folder.path(), "[maps]\nfolder = \"base\"\n");
    (folder, server, map)
}

#[test]
fn maps_are_listed_by_name_with_their_size() {
    let (_folder, server, map) = served();
    let listed = server.client().get("/basemap").expect(200);
    let expected = json!({"files": [{
        "name": "viet-nam_2026",
        "bytes": map.len(),
        "url": "/basemap/viet-nam_2026.pmtiles",
    }]});
    assert_eq!(listed, expected);
}

#[test]
fn a_range_is_answered_with_those_bytes_and_206() {
    let (_folder, server, map) = served();
    let whole = server.client().get("/basemap/viet-nam_2026.pmtiles");
    assert_eq!((whole.status, &whole.bytes), (200, &map));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    // A browser takes packed answers; ranges are still of the file's own bytes.
    let browser = server.client().with("accept-encoding", "gzip, br");
    let part = browser.clone().with("range", "bytes=1000-1999").get("/basemap/viet-nam_2026.pmtiles");
    assert_eq!(part.status, 206);
    assert_eq!(part.header("content-range"), format!("bytes 1000-1999/{}", map.len()));
    assert_eq!(part.bytes, map[1000..2000]);
    assert_eq!(part.header("content-type"), "application/vnd.pmtiles");
    let beyond = browser.with("range", "bytes=99999999-").get("/basemap/viet-nam_2026.pmtiles");
    assert_eq!(beyond.status, 416);
}

#[test]
fn an_unchanged_map_is_not_sent_again() {
    let (_folder, server, _) = served();
    let first = server.client().get("/basemap/viet-nam_2026.pmtiles");
    let tag = first.header("etag").to_owned();
    assert!(!tag.is_empty());
    let again = server.client().with("if-none-match", &tag).get("/basemap/viet-nam_2026.pmtiles");
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}

#[test]
fn nothing_but_maps_leaves_the_folder() {
    let (folder, server, _) = served();
    std::fs::write(folder.path().join("outside.pmtiles"), "beside the folder").unwrap();
    for path in [
        "/basemap/secret.txt",
        "/basemap/secret.pmtiles",
        "/basemap/two%20words.pmtiles",
        "/basemap/folder.pmtiles",
        "/basemap/..%2Foutside.pmtiles",
        "/basemap/%2e%2e/outside.pmtiles",
        "/basemap/.pmtiles",
    ] {
        let answer = server.client().get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.bytes.starts_with(b"beside"), "{path}");
    }
}

#[test]
fn without_a_folder_there_are_no_maps() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::serve(folder.path(), "");
    assert_eq!(server.client().get("/basemap").expect(200), json!({"files": []}));
    server.client().get("/basemap/viet-nam.pmtiles").problem(404, "not-found");
    // The default lies beside the database.
    std::fs::create_dir_all(folder.path().join("data/maps")).unwrap();
    std::fs::write(folder.path().join("data/maps/beside.pmtiles"), "map").unwrap();
    assert_eq!(server.client().get("/basemap").expect(200)["files"][0]["name"], "beside");
}
