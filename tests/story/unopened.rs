//! What opens nothing: messages not meant in earnest. What is unclear goes to a person.

use chrono::Utc;
use serde_json::{Value, json};

use crate::PLAN;
use crate::app::cap::Cap;
use crate::app::client::Client;
use crate::app::server::TestServer;
use crate::expected::plans;
use crate::reading::{answered, is_said, text};

/// Pushes a message; gives what was decided on it.
fn pushed(admin: &Client, message: &Cap) -> Vec<Value> {
    let answer = admin.push(&message.xml()).expect(201);
    assert_eq!(answer["outcome"], "stored", "{answer}");
    assert_eq!(answer["reasons"], json!([]));
    let decisions = admin.items(&format!("/alerts/{}/decisions", text(&answer, "id")));
    assert!(decisions.iter().all(|decision| is_said(&decision["reason"])));
    decisions
}

#[test]
fn what_is_not_meant_in_earnest_opens_nothing_and_what_is_unclear_goes_to_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let admin = server.signed_in("quantri");
    answered(&admin, "demo-noru-2022-1");
    let before = admin.items("/activations");
    let now = Utc::now();

    for status in ["Test", "Exercise", "System", "Draft"] {
        let message = Cap { status: status.into(), ..Cap::new(&format!("status-{status}"), now) };
        let decisions = pushed(&admin, &message);
        assert_eq!(decisions.len(), plans().len(), "every plan says why not");
        for decision in &decisions {
            assert_eq!(text(decision, "outcome"), "not_triggered");
            for language in ["vi", "en"] {
                assert!(text(&decision["reason"], language).contains(status), "{decision}");
            }
        }
    }
    let unknown_place = Cap { area: String::new(), ..Cap::new("nowhere", now) };
    let decisions = pushed(&admin, &unknown_place);
    let outcome = |decisions: &[Value], plan: &str| {
        let found = decisions.iter().find(|one| one["plan"]["code"] == plan && one["zone"].is_null()).unwrap();
        text(found, "outcome").to_owned()
    };
    for plan in plans() {
        let listens = plan["triggers"].to_string().contains("\"storm\"");
        let expected = if listens { "needs_person" } else { "not_triggered" };
        assert_eq!(outcome(&decisions, text(&plan, "code")), expected, "{plan}");
    }
    let unknown_hazard = Cap { event: "Thông báo".into(), ..Cap::new("whatever", now) };
    let decisions = pushed(&admin, &unknown_hazard);
    for plan in plans() {
        assert_eq!(outcome(&decisions, text(&plan, "code")), "needs_person");
    }
    assert_eq!(admin.items("/activations"), before, "none of these opened or changed anything");

    // The same message, in earnest and clear, does: the silence above was not a blind spot.
    let decisions = pushed(&admin, &Cap::new("in-earnest", now));
    assert_eq!(outcome(&decisions, PLAN), "proposed");
    assert!(admin.items("/activations").len() > before.len());
}
