//! Every address about inspections.

use utoipa_actix_web::service_config::ServiceConfig;

use super::{inspection_campaigns, inspection_photos, inspection_records, inspection_tasks, inspection_templates};

/// Adds them.
pub(super) fn add(config: &mut ServiceConfig<'_>) {
    config
        .service(inspection_templates::list_inspection_templates)
        .service(inspection_templates::put_inspection_template)
        .service(inspection_campaigns::list_inspection_campaigns)
        .service(inspection_campaigns::create_inspection)
        .service(inspection_campaigns::read_inspection_ranking)
        .service(inspection_tasks::list_inspection_findings)
        .service(inspection_tasks::list_reminders)
        .service(inspection_records::list_inspection_records)
        .service(inspection_records::create_inspection_record)
        .service(inspection_campaigns::read_inspection_campaign)
        .service(inspection_campaigns::put_inspection)
        .service(inspection_campaigns::close_inspection_campaign)
        .service(inspection_campaigns::reopen_inspection_campaign)
        .service(inspection_records::read_inspection_version)
        .service(inspection_records::sign_inspection_record)
        .service(inspection_records::correct_inspection_record)
        .service(inspection_photos::put_record_photo)
        .service(inspection_records::read_inspection_record)
        .service(inspection_records::put_inspection_record)
        .service(inspection_photos::read_inspection_photo)
        .service(inspection_photos::remove_inspection_photo)
        .service(inspection_tasks::list_inspection_tasks)
        .service(inspection_tasks::list_inspection_reminders)
        .service(inspection_tasks::create_inspection_reminder)
        .service(inspection_tasks::read_reminder_letter)
        .service(inspection_tasks::answer_inspection_task)
        .service(inspection_photos::put_owed_photo)
        .service(inspection_tasks::read_inspection_task);
}
