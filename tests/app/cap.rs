//! CAP messages written for a test.

use chrono::{DateTime, TimeDelta, Utc};

/// A message to be; every part can be replaced.
#[derive(Clone)]
pub struct Cap {
    pub namespace: String,
    pub identifier: String,
    pub sender: String,
    pub sent: String,
    pub status: String,
    pub msg_type: String,
    pub event: String,
    pub expires: Option<String>,
    pub area: String,
    pub more: String,
}

/// Inside the first message of the demonstration's storm: Ngọc Linh, Măng Ri, Đăk Plô.
pub const SQUARE: &str = "<polygon>15.0,107.6 15.2,107.6 15.2,108.0 15.0,108.0 15.0,107.6</polygon>";

impl Cap {
    /// A storm of level 4 over [`SQUARE`], sent a minute before `now`, holding for a day.
    pub fn new(identifier: &str, now: DateTime<Utc>) -> Self {
        let time = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%S-00:00").to_string();
        Self {
            namespace: "urn:oasis:names:tc:emergency:cap:1.2".into(),
            identifier: identifier.into(),
            sender: "test@ungpho.example".into(),
            sent: time(now - TimeDelta::minutes(1)),
            status: "Actual".into(),
            msg_type: "Alert".into(),
            event: "Bão".into(),
            expires: Some(time(now + TimeDelta::days(1))),
            area: SQUARE.into(),
            more: String::new(),
        }
    }

    /// The bytes.
    pub fn xml(&self) -> Vec<u8> {
        let expires = self.expires.as_ref().map(|at| format!("<expires>{at}</expires>")).unwrap_or_default();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"{}\"><identifier>{}</identifier>\
             <sender>{}</sender><sent>{}</sent><status>{}</status><msgType>{}</msgType><scope>Public</scope>{}\
             <info><language>vi-VN</language><category>Met</category><event>{}</event><urgency>Immediate</urgency>\
             <severity>Extreme</severity><certainty>Observed</certainty>{expires}<headline>Tin thử</headline>\
             <parameter><valueName>disasterRiskLevel</valueName><value>4</value></parameter>\
             <area><areaDesc>Một vùng</areaDesc>{}</area></info></alert>",
            self.namespace,
            self.identifier,
            self.sender,
            self.sent,
            self.status,
            self.msg_type,
            self.more,
            self.event,
            self.area
        )
        .into_bytes()
    }
}
