//! Every address of the program.

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::error::{JsonPayloadError, PathError, PayloadError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::web;
use utoipa_actix_web::scope;
use utoipa_actix_web::scope::Scope;

use super::problem::Problem;
use super::{
    Site, accounts, activation_starts, activations, admin_units, alert_list, alert_sources, alerts, allocations,
    api_tokens, audit, basemap, cap_orders, checklists, demo, drills, event_zones, events, findings, hazard_terms,
    health, household_files, households, inspection_routes, invitations, loans, lookup, map_exports, meta, metrics,
    norms, ogc, openapi, plan_comments, plan_completeness, plan_coverage, plan_diff, plan_versions, plans, quarantine,
    quick_reports, reference, relocations, resource_routes, roads, session, shelters, source_silence, stream, sync,
    task_parts, tiles, typed_alerts, ui, unit_imports, unplaced_reports, webhooks, what_if, zone_history, zone_imports,
    zone_lineage, zone_measure, zones,
};
use crate::kernel::Localized;

/// The base of the interface, every route with its description.
pub(super) fn api() -> Scope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>,
> {
    scope("/api/v1")
        // Routes are tried in turn; what everybody asks in a storm stands first.
        .service(lookup::look_up)
        .service(lookup::look_up_many)
        .service(lookup::look_up_place)
        .service(lookup::find_lookup_places)
        .service(sync::push_outbox)
        .service(meta::read_meta)
        .service(session::create_session)
        .service(session::read_session)
        .service(session::end_session)
        .service(session::change_own_password)
        .service(invitations::look_at_invitation)
        .service(invitations::accept_invitation)
        .service(accounts::list_accounts)
        .service(accounts::create_account)
        .service(accounts::read_account)
        .service(accounts::change_account)
        .service(accounts::invite_account_again)
        .service(api_tokens::list_account_tokens)
        .service(api_tokens::create_account_token)
        .service(api_tokens::revoke_account_token)
        .service(accounts::list_roles)
        .service(reference::list_hazards)
        .service(reference::list_risk_scales)
        .service(admin_units::list_admin_units)
        .service(admin_units::resolve_admin_unit)
        .service(unit_imports::import_admin_unit_list)
        .service(map_exports::export_admin_unit_file)
        .service(admin_units::read_admin_unit)
        .service(zones::list_zones)
        .service(zone_imports::import_zone_file)
        .service(map_exports::export_zone_file)
        .service(zone_measure::measure_drawn_zone)
        .service(zone_history::list_zone_history)
        .service(zones::read_zone)
        .service(shelters::list_shelters)
        .service(shelters::create_shelter)
        .service(zone_imports::import_shelter_file)
        .service(map_exports::export_shelter_file)
        .service(shelters::retire)
        .service(shelters::confirm_phone)
        .service(shelters::put_shelter)
        .service(shelters::read_shelter)
        .service(loans::list_resource_kinds)
        .service(loans::put_supply_item_by_code)
        .service(loans::list_supply_movements)
        .service(loans::create_supply_movement)
        .service(loans::list_resource_loans)
        .service(loans::create_loan)
        .service(loans::answer_resource_loan)
        .service(resource_routes::list_vehicles)
        .service(resource_routes::create_vehicle)
        .service(resource_routes::read_vehicle_template)
        .service(resource_routes::import_vehicle_file)
        .service(resource_routes::export_vehicle_workbook)
        .service(resource_routes::export_vehicle_csv)
        .service(resource_routes::confirm_vehicle_phone)
        .service(resource_routes::retire_vehicle)
        .service(resource_routes::put_vehicle)
        .service(resource_routes::read_vehicle)
        .service(resource_routes::list_teams)
        .service(resource_routes::create_team)
        .service(resource_routes::read_team_template)
        .service(resource_routes::import_team_file)
        .service(resource_routes::export_team_workbook)
        .service(resource_routes::export_team_csv)
        .service(resource_routes::confirm_team_phone)
        .service(resource_routes::retire_team)
        .service(resource_routes::put_team)
        .service(resource_routes::read_team)
        .service(resource_routes::list_supplies)
        .service(resource_routes::create_supply)
        .service(resource_routes::read_supply_template)
        .service(resource_routes::import_supply_file)
        .service(resource_routes::export_supply_workbook)
        .service(resource_routes::export_supply_csv)
        .service(resource_routes::confirm_supply_phone)
        .service(resource_routes::retire_supply)
        .service(resource_routes::put_supply)
        .service(resource_routes::read_supply)
        .service(resource_routes::list_water_points)
        .service(resource_routes::create_water_point)
        .service(resource_routes::read_water_point_template)
        .service(resource_routes::import_water_point_file)
        .service(resource_routes::export_water_point_workbook)
        .service(resource_routes::export_water_point_csv)
        .service(resource_routes::confirm_water_point_phone)
        .service(resource_routes::retire_water_point)
        .service(resource_routes::put_water_point)
        .service(resource_routes::read_water_point)
        .service(resource_routes::list_landing_places)
        .service(resource_routes::create_landing_place)
        .service(resource_routes::read_landing_place_template)
        .service(resource_routes::import_landing_place_file)
        .service(resource_routes::export_landing_place_workbook)
        .service(resource_routes::export_landing_place_csv)
        .service(resource_routes::confirm_landing_place_phone)
        .service(resource_routes::retire_landing_place)
        .service(resource_routes::put_landing_place)
        .service(resource_routes::read_landing_place)
        .service(resource_routes::list_contacts)
        .service(resource_routes::create_contact)
        .service(resource_routes::read_contact_template)
        .service(resource_routes::import_contact_file)
        .service(resource_routes::export_contact_workbook)
        .service(resource_routes::export_contact_csv)
        .service(resource_routes::confirm_contact_phone)
        .service(resource_routes::retire_contact)
        .service(resource_routes::put_contact)
        .service(resource_routes::read_contact)
        .configure(inspection_routes::add)
        .configure(webhooks::add)
        .service(households::list_households)
        .service(households::create_household)
        .service(households::read_household_summary)
        .service(household_files::import_household_file)
        .service(household_files::export_household_workbook)
        .service(household_files::export_household_csv)
        .service(household_files::read_household_template)
        .service(households::retire)
        .service(households::put_household)
        .service(households::read_household)
        .service(plan_coverage::read_plan_coverage)
        .service(plan_coverage::put_plan_duty)
        .service(plan_completeness::list_plan_rules)
        .service(plan_completeness::put_plan_rule)
        .service(plan_completeness::read_completeness)
        .service(findings::list_cross_findings)
        .service(findings::accept_cross_finding)
        .service(findings::read_cross_finding)
        .service(findings::list_finding_kinds)
        .service(findings::list_plan_findings)
        .service(what_if::ask_what_if)
        .service(norms::list_norms_history)
        .service(norms::read_current_norms)
        .service(norms::put_current_norms)
        .service(plan_diff::diff_plan_versions)
        .service(plan_diff::diff_plan)
        .service(allocations::create_allocation)
        .service(allocations::list_allocations)
        .service(allocations::read_allocation)
        .service(allocations::accept_allocation_rows)
        .service(roads::list_roads)
        .service(roads::load_road_file)
        .service(plans::list_plans)
        .service(plans::create_plan)
        .service(plans::roll_plans_over)
        .service(plans::create_plan_version)
        .service(plan_versions::read_plan_form)
        .service(plan_versions::list_plan_zones)
        .service(zone_lineage::split_plan_zone)
        .service(zone_lineage::merge_plan_zones)
        .service(zone_lineage::move_plan_zone)
        .service(plan_versions::put_plan_zone)
        .service(plan_versions::delete_plan_zone)
        .service(plan_comments::list_plan_comments)
        .service(plan_comments::create_plan_comment)
        .service(plan_comments::settle_plan_comment)
        .service(plan_versions::read_plan_version)
        .service(plan_versions::patch_plan_version)
        .service(plan_versions::advance_plan_version)
        .service(plans::read_plan)
        .service(alert_sources::list_sources)
        .service(alert_sources::create_source)
        .service(source_silence::list_silence)
        .service(alert_sources::read_source_health)
        .service(alert_sources::poll_source)
        .service(alert_sources::read_source)
        .service(alert_sources::change_source)
        .service(typed_alerts::create_bulletin)
        .service(typed_alerts::create_local_sign)
        .service(typed_alerts::list_local_sign_kinds)
        .service(alert_list::list_alerts)
        .service(alerts::push_alert)
        .service(alerts::read_raw_alert)
        .service(alerts::list_touched_zones)
        .service(alerts::list_decisions)
        .service(alerts::read_alert_again)
        .service(alerts::read_alert)
        .service(hazard_terms::list_hazard_words)
        .service(hazard_terms::list_hazard_codes)
        .service(hazard_terms::try_hazard_words)
        .service(hazard_terms::create_hazard_words)
        .service(hazard_terms::create_hazard_code)
        .service(hazard_terms::delete_hazard_words)
        .service(hazard_terms::delete_hazard_code)
        .service(quarantine::retry_quarantined)
        .service(quarantine::list_quarantine)
        .service(quarantine::read_quarantined)
        .service(events::list_events)
        .service(events::create_event)
        .service(drills::create_drill)
        .service(drills::list_drill_scenarios)
        .service(drills::list_drill_messages)
        .service(events::read_event_review)
        .service(events::end_event)
        .service(event_zones::list_event_zones)
        .service(events::read_event)
        .service(events::change_event)
        .service(relocations::list_event_relocations)
        .service(quick_reports::read_event_figures)
        .service(quick_reports::create_quick_report)
        .service(quick_reports::list_quick_reports)
        .service(activation_starts::create_activation)
        .service(activation_starts::raise_activation)
        .service(activation_starts::create_paper)
        .service(activation_starts::list_papers)
        .service(activation_starts::read_paper_file)
        .service(relocations::list_activation_relocations)
        .service(quick_reports::read_activation_report)
        .service(activations::list_activations)
        .service(activations::list_checklists)
        .service(zone_history::list_activation_zones)
        .service(activations::read_activation)
        .service(activations::decide_on_activation)
        .service(checklists::read_checklist)
        .service(checklists::patch_task)
        .service(task_parts::create_task_step)
        .service(task_parts::patch_task_step)
        .service(task_parts::put_task_person)
        .service(task_parts::put_task_photo)
        .service(task_parts::read_task_photo)
        .service(task_parts::remove_task_photo)
        .service(activation_starts::patch_zone_stage)
        .service(activation_starts::list_return_criteria)
        .service(relocations::read_relocation)
        .service(relocations::patch_relocation)
        .service(relocations::patch_relocation_property)
        .service(sync::pull_changes)
        .service(sync::take_short_codes)
        .service(unplaced_reports::list_unplaced_reports)
        .service(unplaced_reports::settle_unplaced_report)
        .service(audit::read_audit_verification)
        .service(audit::list_audit)
        .service(stream::follow_stream)
        .service(demo::read_demo)
        .service(demo::advance_demo)
        .default_service(web::to(|| async { Err::<&str, _>(Problem::not_found()) }))
}

/// Adds every route to a server of `site`.
pub fn routes(config: &mut web::ServiceConfig, site: Site) {
    metrics::note_beginning(site.app.now());
    config
        .app_data(web::Data::new(site))
        .app_data(web::PayloadConfig::new(alerts::MAX_PUSHED))
        .app_data(web::JsonConfig::default().limit(1024 * 1024).error_handler(|error, _| json_problem(&error).into()))
        .app_data(web::QueryConfig::default().error_handler(|error, _| query_problem(&error).into()))
        .app_data(web::PathConfig::default().error_handler(|error, _| path_problem(&error).into()))
        // These too are tried in turn: maps ask most.
        .service(api())
        .service(tiles::read_tile)
        .service(ogc::ogc())
        .service(tiles::read_tile_json)
        .service(health::healthz)
        .service(health::readyz)
        .service(metrics::read_metrics)
        .service(openapi::read_openapi)
        .service(demo::serve_demo_feed)
        .service(demo::serve_demo_message)
        .service(basemap::list_base_maps)
        .service(basemap::read_base_map)
        .service(cap_orders::read_order_feed)
        .service(cap_orders::read_order_message)
        .default_service(web::get().to(ui::page));
}

fn json_problem(error: &JsonPayloadError) -> Problem {
    match error {
        JsonPayloadError::ContentType => Problem::new(
            "content-type",
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Localized::new("Sai kiểu nội dung", "Wrong content type"),
            Localized::new(
                "Gửi JSON với Content-Type: application/json.",
                "Send JSON with Content-Type: application/json.",
            ),
        ),
        JsonPayloadError::Overflow { .. }
        | JsonPayloadError::OverflowKnownLength { .. }
        | JsonPayloadError::Payload(PayloadError::Overflow) => Problem::too_large(1),
        other => Problem::invalid(
            "",
            Localized::new("Không đọc được JSON; kiểm tra cú pháp.", format!("The JSON cannot be read: {other}.")),
        ),
    }
}

fn query_problem(error: &QueryPayloadError) -> Problem {
    Problem::invalid(
        "/query",
        Localized::new("Tham số trên địa chỉ chưa đúng; kiểm tra lại.", format!("A parameter is wrong: {error}.")),
    )
}

/// An address that holds no id names nothing.
fn path_problem(_: &PathError) -> Problem {
    Problem::not_found()
}
