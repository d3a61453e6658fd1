//! Our own orders as CAP 1.2: what leaves when a plan is confirmed, widened and ended, read by a strict reader of its
//! own, by the standard's schema where that is at hand, and by a second installation that polls us.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::app::client::Client;
use crate::app::committee::Committee;
use crate::app::server::TestServer;
use crate::app::wait_for;
use crate::strict::{self, Message};
use crate::{NARROW, WIDE, following, landslide, plan_in_force, push};

const SENDER: &str = "pctt@ngoclinh.example.vn";
const SETTINGS: &str =
    "[orders]\nsender = \"pctt@ngoclinh.example.vn\"\nsender_name = \"Ban Chỉ huy Phòng thủ dân sự xã Ngọc Linh\"\n";

/// The messages of the feed, newest first, each checked and read.
fn messages(server: &TestServer) -> Vec<Message> {
    let client = server.client();
    let feed = client.get("/cap/feed.atom");
    assert_eq!((feed.status, feed.header("content-type")), (200, "application/atom+xml; charset=utf-8"));
    let entries = strict::feed(&feed.bytes);
    entries
        .iter()
        .map(|(id, address)| {
            let path = address.strip_prefix(&format!("http://127.0.0.1:{}", server.port())).unwrap();
            let answer = client.get(path);
            assert_eq!((answer.status, answer.header("content-type")), (200, "application/cap+xml; charset=utf-8"));
            assert_valid_by_schema(&answer.bytes);
            let message = Message::read(&answer.bytes);
            assert_eq!(&message.fields["identifier"], id);
            message
        })
        .collect()
}

/// The standard's own schema, where it is at hand, asked through libxml2.
fn assert_valid_by_schema(bytes: &[u8]) {
    let schema: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/alerts/schema/CAP-v1.2.xsd");
    let has_xmllint = std::process::Command::new("xmllint").arg("--version").output().is_ok();
    if !schema.exists() || !has_xmllint {
        println!("SKIPPED: the schema of CAP 1.2 or xmllint is not at hand");
        return;
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let output = std::process::Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(&schema)
        .arg(file.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!("valid by the schema");
}

fn zones_of(message: &Message) -> Vec<Vec<String>> {
    let codes = |info: &strict::Info| info.areas.iter().map(|area| area.codes["UNGPHO-ZONE"].clone()).collect();
    message.infos.iter().map(codes).collect()
}

fn decide(committee: &Committee, step: &str) -> Value {
    let approver = committee.caller("approver");
    let activations = approver.items("/activations");
    assert_eq!(activations.len(), 1);
    approver.decide(&activations[0], step, &json!({"remark": "Đã họp"})).expect(200)
}

#[test]
fn a_confirmed_plan_leaves_as_alert_update_and_cancel() {
    let committee = Committee::with_settings(SETTINGS);
    plan_in_force(&committee);
    assert!(messages(&committee.server).is_empty());

    let first = landslide("kttv-1", NARROW);
    push(&committee, &first);
    assert!(messages(&committee.server).is_empty(), "a proposal is not an order");
    decide(&committee, "confirm");
    let sent = messages(&committee.server);
    assert_eq!(sent.len(), 1);
    the_order_is_complete(&sent[0]);

    let second = following(&first, "kttv-2", "Update", WIDE);
    push(&committee, &second);
    assert_eq!(messages(&committee.server).len(), 1, "what is only proposed is not told");
    decide(&committee, "confirm");
    let sent = messages(&committee.server);
    assert_eq!(sent.len(), 2);
    assert_eq!((sent[0].fields["msgType"].as_str(), sent[0].references()), ("Update", vec![sent[1].identity()]));
    assert_eq!(zones_of(&sent[0]), [["NL-T-01", "NL-T-02"], ["NL-T-01", "NL-T-02"]]);

    our_own_order_that_comes_back_does_nothing(&committee, &sent[0]);

    push(&committee, &following(&second, "kttv-3", "Cancel", WIDE));
    assert_eq!(messages(&committee.server).len(), 2, "a Cancel of others proposes; a person ends");
    decide(&committee, "stand-down");
    let sent = messages(&committee.server);
    assert_eq!(sent.len(), 3);
    let cancel = &sent[0];
    assert_eq!(cancel.fields["msgType"], "Cancel");
    assert_eq!(cancel.references(), [sent[2].identity(), sent[1].identity()], "all of the chain, oldest first");
    assert_eq!(zones_of(cancel)[0], ["NL-T-01", "NL-T-02"], "it says what it releases");
    assert_eq!(cancel.infos[0].fields["responseType"], "Monitor", "the end of an order is not an all-clear");

    the_log_names_every_message(&committee, &sent);
    unchanged_feeds_are_not_sent_again(&committee.server.client());
    a_second_installation_hears_it(&committee.server, &sent);
}

fn the_order_is_complete(order: &Message) {
    let field = |name: &str| order.fields[name].as_str();
    assert_eq!(
        (field("status"), field("msgType"), field("scope"), field("sender")),
        ("Actual", "Alert", "Public", SENDER)
    );
    assert!(field("identifier").starts_with("urn:uuid:"));
    assert!(order.references().is_empty());
    let [vi, en] = &order.infos[..] else { panic!("{:?}", order.infos) };
    assert_eq!([&vi.fields["language"], &en.fields["language"]], ["vi-VN", "en"]);
    for info in [vi, en] {
        assert_eq!(info.fields["responseType"], "Evacuate");
        assert_eq!(info.event_codes["OET:v1.2"], "OET-119");
        assert!(info.areas[0].name.starts_with("NL-T-01: Taluy Ngọc Súc"), "{:?}", info.areas);
        assert_eq!(info.fields["senderName"], "Ban Chỉ huy Phòng thủ dân sự xã Ngọc Linh");
        assert_eq!(info.parameters["disasterRiskLevel"], "4");
        assert!(info.parameters["planApproval"].starts_with("12/QĐ-UBND"), "{:?}", info.parameters);
        assert!(info.parameters["basedOn"].starts_with("test@ungpho.example,kttv-1,"), "{:?}", info.parameters);
        assert!(!info.fields.contains_key("expires"), "a person ends it");
    }
    assert_eq!(zones_of(order), [["NL-T-01"], ["NL-T-01"]]);
    let corners: Vec<[f64; 2]> =
        vec![[107.93, 15.1], [107.934, 15.1], [107.934, 15.104], [107.93, 15.104], [107.93, 15.1]];
    let mut drawn = vi.areas[0].rings[0].clone();
    let mut asked = corners;
    drawn.sort_by(|a, b| a.partial_cmp(b).unwrap());
    asked.sort_by(|a, b| a.partial_cmp(b).unwrap());
    drawn.dedup();
    asked.dedup();
    assert_eq!(drawn, asked, "latitude first on the wire, the same corners");
    assert!(vi.fields["headline"].contains("di dời") || vi.fields["headline"].contains("Di dời"), "{:?}", vi.fields);
    let all = format!("{order:?}");
    for name in ["A Phương", "A Vĩnh", "Nguyễn Văn Thử", "0900"] {
        assert!(!all.contains(name), "{name} stands in an order that everybody may read");
    }
}

fn our_own_order_that_comes_back_does_nothing(committee: &Committee, order: &Message) {
    let id = order.fields["identifier"].trim_start_matches("urn:uuid:").to_owned();
    let bytes = committee.server.client().get(&format!("/cap/{id}.xml")).bytes;
    let answer = committee.caller("integration").push(&bytes).expect(201);
    let alert = answer["id"].as_str().unwrap();
    let decisions = committee.caller("viewer").items(&format!("/alerts/{alert}/decisions"));
    assert!(!decisions.is_empty());
    for decision in &decisions {
        assert_eq!(decision["outcome"], "not_triggered", "{decision}");
        assert!(decision["reason"]["en"].as_str().unwrap().contains("this very system"), "{decision}");
    }
    assert_eq!(committee.caller("viewer").items("/activations").len(), 1);
    assert_eq!(messages(&committee.server).len(), 2);
}

fn the_log_names_every_message(committee: &Committee, sent: &[Message]) {
    let log = committee.caller("admin").items("/audit");
    for message in sent {
        let identifier = message.fields["identifier"].as_str();
        let told = |entry: &&Value| {
            entry["action"] == "order_sent"
                && entry["detail"]["vi"].as_str().is_some_and(|said| said.contains(identifier))
        };
        assert_eq!(log.iter().filter(told).count(), 1, "{identifier}");
    }
}

fn unchanged_feeds_are_not_sent_again(client: &Client) {
    let etag = client.get("/cap/feed.atom").header("etag").to_owned();
    let again = client.clone().with("if-none-match", &etag).get("/cap/feed.atom");
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    for unknown in ["/cap/00000000-0000-7000-8000-000000000000.xml", "/cap/x.xml"] {
        assert_eq!(client.get(unknown).status, 404, "{unknown}");
    }
}

fn a_second_installation_hears_it(first: &TestServer, sent: &[Message]) {
    let folder = tempfile::tempdir().unwrap();
    let settings = format!(
        "[access]\nanonymous = \"viewer\"\n[[sources]]\ncode = \"ngoclinh\"\nname = \"Xã Ngọc Linh\"\nurl = \"http://127.0.0.1:{}/cap/feed.atom\"\n",
        first.port()
    );
    let other = TestServer::serve(folder.path(), &settings);
    let client = other.client();
    let heard = wait_for("the orders at the second installation", || {
        let alerts = client.items("/alerts");
        (alerts.len() == sent.len()).then_some(alerts)
    });
    for message in sent {
        let alert = heard.iter().find(|alert| alert["identifier"] == message.fields["identifier"].as_str()).unwrap();
        assert_eq!((&alert["hazard"], &alert["state"]), (&json!("landslide"), &json!("cancelled")), "{alert}");
    }
    assert!(client.items("/quarantine").is_empty());
}

#[test]
fn without_a_sender_it_leaves_as_a_test() {
    let committee = Committee::new();
    plan_in_force(&committee);
    push(&committee, &landslide("kttv-1", NARROW));
    decide(&committee, "confirm");
    let sent = messages(&committee.server);
    assert_eq!((sent.len(), sent[0].fields["status"].as_str()), (1, "Test"));
    assert!(sent[0].fields["note"].contains("orders.sender"));
}

#[test]
fn the_demonstration_only_ever_sends_exercises() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let approver = server.signed_in("chutich");
    let proposal = wait_for("a proposal", || {
        approver.items("/activations").into_iter().find(|activation| activation["status"] == "proposed")
    });
    approver.decide(&proposal, "confirm", &json!({})).expect(200);
    let sent = messages(&server);
    assert_eq!((sent.len(), sent[0].fields["status"].as_str()), (1, "Exercise"));
    assert!(sent[0].infos[0].fields["headline"].starts_with("[MINH HOẠ]"));
}
