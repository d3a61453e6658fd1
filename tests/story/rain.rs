//! The rain: the same zones by the names of communes, by a circle, by an outline.

use serde_json::{Value, json};

use crate::app::server::TestServer;
use crate::expected::touch;
use crate::reading::{advance, answered, codes_of, text, touched};

#[test]
fn the_rain_chain_touches_what_the_table_says_by_code_by_circle_and_by_polygon() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let client = server.client();
    answered(&client, "demo-noru-2022-1");
    for message in ["demo-noru-2022-2", "demo-noru-2022-3", "demo-noru-2022-4"] {
        advance(&client, message);
    }
    for (message, relation) in
        [("demo-mua-2025-1", "geocode"), ("demo-mua-2025-2", "circle"), ("demo-mua-2025-3", "polygon")]
    {
        let alert = advance(&client, message);
        let (zones, expected) = (touched(&client, &alert), touch(message));
        assert_eq!(codes_of(&zones), expected.zones, "{message}");
        assert_eq!(alert["level"]["value"]["value"], expected.level);
        for zone in &zones {
            assert_eq!(zone["relation"], relation, "{message}: {zone}");
            if relation == "geocode" {
                assert!(zone["overlap_share"].is_null());
                continue;
            }
            let code = text(zone, "code");
            let partly = expected.partly.split(", ").find_map(|part| part.strip_prefix(&format!("{code} ")));
            let share = partly.map_or(1.0, |share| share.parse().unwrap());
            assert!((zone["overlap_share"].as_f64().unwrap() - share).abs() < 0.015, "{message}: {zone}");
        }
    }
    let cancel = advance(&client, "demo-mua-2025-4");
    assert!(touched(&client, &cancel).is_empty());
    assert_eq!(client.items("/events").len(), 2, "two chains are two events");
    let answer = client.post("/api/v1/demo/advance", &Value::Null).expect(200);
    assert_eq!((&answer["published"], &answer["remaining"]), (&Value::Null, &json!(0)));
}
