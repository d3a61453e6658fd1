//! What the registers say of a vehicle, a team, a supply, a site or a contact.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::Quantity;
use crate::kernel::Localized;
use crate::kernel::choices::choices;
use crate::places::AwayPeriod;

/// The registers; each is an annex of the plan, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// Phương tiện, trang thiết bị (Phụ lục 6).
    Vehicle,
    /// Lực lượng huy động (Phụ lục 5).
    Team,
    /// Vật tư, nhu yếu phẩm dự trữ (Phụ lục 7).
    Supply,
    /// Điểm lấy nước chữa cháy.
    WaterPoint,
    /// Bãi đáp trực thăng, bến cập tàu thuyền.
    LandingPlace,
    /// Danh bạ chỉ huy (Phụ lục 8).
    Contact,
}

impl Register {
    /// Every register.
    pub const ALL: [Self; 6] =
        [Self::Vehicle, Self::Team, Self::Supply, Self::WaterPoint, Self::LandingPlace, Self::Contact];

    /// The word for it in addresses and commands.
    pub fn path(self) -> &'static str {
        match self {
            Self::Vehicle => "vehicles",
            Self::Team => "teams",
            Self::Supply => "supplies",
            Self::WaterPoint => "water-points",
            Self::LandingPlace => "landing-places",
            Self::Contact => "contacts",
        }
    }

    /// What one of its lines is called.
    pub fn name(self) -> Localized {
        match self {
            Self::Vehicle => Localized::new("phương tiện", "vehicle"),
            Self::Team => Localized::new("lực lượng", "team"),
            Self::Supply => Localized::new("vật tư", "supply"),
            Self::WaterPoint => Localized::new("điểm lấy nước", "water point"),
            Self::LandingPlace => Localized::new("bãi đáp, bến", "landing place"),
            Self::Contact => Localized::new("đầu mối", "contact"),
        }
    }

    /// Whether somebody may borrow from it.
    pub fn is_lent(self) -> bool {
        matches!(self, Self::Vehicle | Self::Team | Self::Supply)
    }
}

/// A line of a register. Texts that are not stated are empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResourceEntry)]
pub struct Entry {
    /// Its kind, a code of the register's list: `truck`, `militia`, `rice`; `other` where none fits.
    pub kind: String,
    /// Its name; of a contact the person's.
    pub name: String,
    /// Village (thôn).
    #[serde(default)]
    pub village: String,
    /// Where it is kept, or the body it belongs to.
    #[serde(default)]
    pub place: String,
    /// Longitude, latitude, WGS 84.
    #[serde(default)]
    #[schema(value_type = Option<[f64; 2]>)]
    pub position: Option<(f64, f64)>,
    /// Who keeps, drives or commands it.
    #[serde(default)]
    pub keeper: String,
    /// How to reach who does; of a contact the mobile telephone.
    #[serde(default)]
    pub phone: String,
    /// When somebody last answered there.
    #[serde(default)]
    pub phone_confirmed_on: Option<NaiveDate>,
    /// Days on which it is not to be had.
    #[serde(default)]
    pub away: Vec<AwayPeriod>,
    /// Remark (ghi chú).
    #[serde(default)]
    pub remark: String,
    /// What is said of its kind of resource only.
    pub details: Details,
}

/// What is said of one kind of resource only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "register", rename_all = "snake_case")]
pub enum Details {
    /// A vehicle, a boat, a machine, a device.
    Vehicle(Vehicle),
    /// A team.
    Team(Team),
    /// A lot of a supply.
    Supply(Supply),
    /// Where fire engines take water.
    WaterPoint(Site),
    /// Where helicopters or boats land.
    LandingPlace(Site),
    /// A person to call.
    Contact(Contact),
}

/// What one register says, with the word of the register. The derived schema would have both in two parts, each of
/// which refuses what stands in the other.
fn tagged(schema: RefOr<Schema>, register: Register) -> RefOr<Schema> {
    let word = serde_json::to_value(register).unwrap_or_default();
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            let tag = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([word]));
            object.properties.insert("register".into(), tag.into());
            object.required.push("register".into());
            RefOr::T(Schema::Object(object))
        }
        other => other,
    }
}

impl PartialSchema for Details {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .item(tagged(Vehicle::schema(), Register::Vehicle))
            .item(tagged(Team::schema(), Register::Team))
            .item(tagged(Supply::schema(), Register::Supply))
            .item(tagged(Site::schema(), Register::WaterPoint))
            .item(tagged(Site::schema(), Register::LandingPlace))
            .item(tagged(Contact::schema(), Register::Contact))
            .into()
    }
}

impl ToSchema for Details {
    fn name() -> std::borrow::Cow<'static, str> {
        "ResourceDetails".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        Vehicle::schemas(schemas);
        Team::schemas(schemas);
        Supply::schemas(schemas);
        Site::schemas(schemas);
        Contact::schemas(schemas);
    }
}

choices! {
    /// In what state a machine is.
    Condition {
        Working "tốt" "working",
        NeedsRepair "cần sửa chữa" "needs repair",
        Broken "hỏng" "broken",
        | NotStated "chưa ghi" "not stated"
    }
}

choices! {
    /// Whose a machine is.
    Ownership {
        State "Nhà nước" "state",
        Private "tư nhân, hợp đồng huy động" "private, by contract",
        | NotStated "chưa ghi" "not stated"
    }
}

choices! {
    /// Where a supply comes from.
    SupplySource {
        Reserve "dự trữ" "reserve",
        Contract "hợp đồng nguyên tắc với cửa hàng" "framework contract with a shop",
        Appeal "vận động" "appeal",
        | NotStated "chưa ghi" "not stated"
    }
}

/// A contract to be given something when it is called for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Contract {
    /// Its number.
    pub number: String,
    /// With whom.
    pub partner: String,
    /// The first day it holds.
    pub from: Option<NaiveDate>,
    /// The last day it holds.
    pub until: Option<NaiveDate>,
}

/// A vehicle, a boat, a machine, a device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Vehicle {
    /// How many.
    pub number: i64,
    /// Counted in (đơn vị tính).
    pub unit: String,
    /// People each takes in one trip.
    pub per_trip: Option<i64>,
    /// In what state.
    pub condition: Condition,
    /// Whose.
    pub ownership: Ownership,
    /// The owner's name.
    pub owner: String,
    /// The contract by which a private one is mobilised.
    pub contract: Option<Contract>,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Team {
    /// How many people.
    pub people: i64,
    /// What it does (nhiệm vụ).
    pub duty: String,
    /// Minutes until it is on the spot.
    pub minutes: Option<i64>,
    /// The villages it is for; none is the whole unit.
    pub villages: Vec<String>,
}

/// A lot of a supply; how much there is of it follows from its movements.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Supply {
    /// Measured in (đơn vị tính).
    pub unit: String,
    /// How much is needed.
    #[schema(value_type = Option<f64>)]
    pub needed: Option<Quantity>,
    /// Where it comes from.
    pub source: SupplySource,
    /// The contract with the shop.
    pub contract: Option<Contract>,
    /// The last day it may be used.
    pub expires_on: Option<NaiveDate>,
}

/// A place where water is taken, or where something lands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// The way there, in words.
    pub access: String,
    /// What it takes or gives, in words.
    pub capacity: String,
    /// When somebody last looked at it.
    pub inspected_on: Option<NaiveDate>,
    /// Who that was.
    pub inspected_by: String,
}

/// A person to call.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Position (chức vụ).
    pub position: String,
    /// Duty in the command committee (nhiệm vụ trong BCH).
    pub duty: String,
    /// A second telephone, or a radio and its channel.
    pub backup_phone: String,
    /// When somebody last answered there.
    pub backup_confirmed_on: Option<NaiveDate>,
    /// The villages in charge of (phụ trách thôn).
    pub villages: Vec<String>,
}

impl Details {
    /// The register it belongs to.
    pub fn register(&self) -> Register {
        match self {
            Self::Vehicle(_) => Register::Vehicle,
            Self::Team(_) => Register::Team,
            Self::Supply(_) => Register::Supply,
            Self::WaterPoint(_) => Register::WaterPoint,
            Self::LandingPlace(_) => Register::LandingPlace,
            Self::Contact(_) => Register::Contact,
        }
    }

    /// What nothing has been said of yet.
    pub fn blank(register: Register) -> Self {
        match register {
            Register::Vehicle => Self::Vehicle(Vehicle::default()),
            Register::Team => Self::Team(Team::default()),
            Register::Supply => Self::Supply(Supply::default()),
            Register::WaterPoint => Self::WaterPoint(Site::default()),
            Register::LandingPlace => Self::LandingPlace(Site::default()),
            Register::Contact => Self::Contact(Contact::default()),
        }
    }
}

impl Entry {
    /// A line of which nothing is said yet.
    pub fn blank(register: Register) -> Self {
        Self {
            kind: "other".into(),
            name: String::new(),
            village: String::new(),
            place: String::new(),
            position: None,
            keeper: String::new(),
            phone: String::new(),
            phone_confirmed_on: None,
            away: Vec::new(),
            remark: String::new(),
            details: Details::blank(register),
        }
    }

    /// The register it belongs to.
    pub fn register(&self) -> Register {
        self.details.register()
    }

    /// The line that follows `before`: a telephone that is another one has been confirmed by nobody yet.
    #[must_use]
    pub fn after(mut self, before: &Self) -> Self {
        if self.phone != before.phone && self.phone_confirmed_on == before.phone_confirmed_on {
            self.phone_confirmed_on = None;
        }
        if let (Details::Contact(now), Details::Contact(was)) = (&mut self.details, &before.details)
            && now.backup_phone != was.backup_phone
            && now.backup_confirmed_on == was.backup_confirmed_on
        {
            now.backup_confirmed_on = None;
        }
        self
    }

    /// The same without telephones, for those who are not signed in.
    #[must_use]
    pub fn without_phones(mut self) -> Self {
        self.phone.clear();
        if let Details::Contact(contact) = &mut self.details {
            contact.backup_phone.clear();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_out_and_comes_in_as_it_is() {
        for register in Register::ALL {
            let entry = Entry { name: "Một".into(), ..Entry::blank(register) };
            let text = serde_json::to_string(&entry).unwrap();
            assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry, "{text}");
        }
        let strange = r#"{"kind":"truck","name":"x","details":{"register":"vehicle","number":1,"wheels":4}}"#;
        assert!(serde_json::from_str::<Entry>(strange).is_err(), "unknown fields are refused");
    }

    #[test]
    fn another_telephone_is_confirmed_by_nobody_yet() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1);
        let before = Entry { phone: "1".into(), phone_confirmed_on: day, ..Entry::blank(Register::Team) };
        assert_eq!(Entry { phone: "2".into(), ..before.clone() }.after(&before).phone_confirmed_on, None);
        assert_eq!(before.clone().after(&before).phone_confirmed_on, day);
        let later = NaiveDate::from_ymd_opt(2026, 5, 1);
        let both = Entry { phone: "2".into(), phone_confirmed_on: later, ..before.clone() };
        assert_eq!(both.after(&before).phone_confirmed_on, later);
    }
}
