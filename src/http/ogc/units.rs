//! Administrative units as features: those of today by their code, former ones by code and first day.

use std::borrow::Borrow;

use chrono::NaiveDate;
use serde::Serialize;

use super::collections::{Filter, Value};
use super::items::{Item, Page, Shape, Wanted, is, write_json};
use super::when::When;
use crate::places::{AdminUnit, BoundaryKind, UNKNOWN_BEGINNING, UnitKind};
use crate::services::map_layers::{Bounds, Layers};
use crate::services::map_tiles::{boundary_kind, unit_kind};
use crate::services::{App, ServiceError};
use crate::store::admin_units;

/// A form of a unit.
pub(super) struct UnitItem<U> {
    unit: U,
    /// What names and sorts it.
    id: String,
}

/// What everybody may know of a unit.
#[derive(Serialize)]
struct Properties<'a> {
    code: &'a str,
    name: &'a str,
    kind: UnitKind,
    parent: Option<&'a str>,
    former_district: Option<&'a str>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    boundary: BoundaryKind,
    source: &'a str,
}

impl<U: Borrow<AdminUnit>> UnitItem<U> {
    fn of(unit: U, today: NaiveDate) -> Self {
        let form = unit.borrow();
        let holds = form.valid_from <= today && form.valid_to.is_none_or(|last| today <= last);
        let id = if holds { form.code.clone() } else { format!("{}@{}", form.code, form.valid_from) };
        Self { unit, id }
    }

    fn unit(&self) -> &AdminUnit {
        self.unit.borrow()
    }

    fn first_day(&self) -> Option<NaiveDate> {
        Some(self.unit().valid_from).filter(|day| *day != UNKNOWN_BEGINNING)
    }

    fn meets_time(&self, when: When) -> bool {
        when.meets_days(self.first_day(), self.unit().valid_to)
    }
}

impl<U: Borrow<AdminUnit>> Item for UnitItem<U> {
    fn id(&self) -> String {
        self.id.clone()
    }

    fn code(&self) -> &str {
        &self.id
    }

    fn shape(&self) -> Shape<'_> {
        let unit = self.unit();
        unit.boundary.as_ref().map_or(Shape::Point(unit.lon, unit.lat), Shape::Area)
    }

    fn bounds(&self) -> Option<Bounds> {
        None
    }

    fn has(&self, filter: &Filter) -> bool {
        let unit = self.unit();
        is(
            filter,
            match filter.name {
                "code" => Some(Value::Text(&unit.code)),
                "kind" => Some(Value::Text(unit_kind(unit.kind))),
                "parent" => unit.parent_code.as_deref().map(Value::Text),
                "boundary" => Some(Value::Text(boundary_kind(unit.boundary_kind))),
                _ => None,
            },
        )
    }

    fn write_properties(&self, buffer: &mut Vec<u8>) {
        let unit = self.unit();
        write_json(
            buffer,
            &Properties {
                code: &unit.code,
                name: &unit.name,
                kind: unit.kind,
                parent: unit.parent_code.as_deref(),
                former_district: unit.former_district.as_deref(),
                valid_from: self.first_day(),
                valid_to: unit.valid_to,
                boundary: unit.boundary_kind,
                source: &unit.source,
            },
        );
    }
}

/// A page of the units of today.
pub(super) fn page<'a>(layers: &'a Layers, wanted: &Wanted) -> Result<Page<UnitItem<&'a AdminUnit>>, ServiceError> {
    let all = layers.units()?.iter().map(|unit| UnitItem::of(unit, layers.picture.day));
    Ok(wanted.page(all.filter(|item| wanted.takes(item)).collect()))
}

/// A page of all forms that existed then. This one asks the database: who looks into the past can wait a little.
pub(super) fn page_of_past(
    app: &App,
    layers: &Layers,
    wanted: &Wanted,
    when: When,
) -> Result<Page<UnitItem<AdminUnit>>, ServiceError> {
    let all = app.store.read(admin_units::all)?.into_iter().map(|unit| UnitItem::of(unit, layers.picture.day));
    let mut matched: Vec<_> = all.filter(|item| item.meets_time(when) && wanted.takes(item)).collect();
    matched.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(wanted.page(matched))
}

/// One unit: "23365" as it is today, "23365@1900-01-01" as it was from that day on.
pub(super) fn find(app: &App, layers: &Layers, id: &str) -> Result<Option<UnitItem<AdminUnit>>, ServiceError> {
    let code = id.split('@').next().unwrap_or(id);
    let forms = app.store.read(|conn| admin_units::history(conn, code))?;
    Ok(forms.into_iter().map(|unit| UnitItem::of(unit, layers.picture.day)).find(|item| item.id == id))
}
