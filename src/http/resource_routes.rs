//! An address for each register of resources, with the same things to do at each. What is done is in `resources` and
//! `resource_files`.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};

use super::Site;
use super::caller::Caller;
use super::paging::PageQuery;
use super::problem::Problem;
use super::resource_files::{ResourceImportQuery, ResourceImportView, export, import, template};
use super::resources::{
    ChangeResource, ConfirmPhone, CreateResource, ResourceDetailView, ResourceQuery, ResourceView, RetireResource,
    change, confirm, create, list, read, retire,
};
use crate::kernel::ids::ResourceId;
use crate::kernel::page::Page;
use crate::resources::Register;
use crate::services::household_sheets::SheetFormat;

/// The addresses of one register.
macro_rules! register {
    (
        $register:ident,
        $list:ident $create:ident $lines:tt,
        $read:ident $change:ident $line:tt,
        $retire:ident $leave:tt,
        $import:ident $file:tt,
        $workbook:ident $xlsx:tt,
        $table:ident $csv:tt,
        $template:ident $blank:tt $(,)?
    ) => {
        /// The lines of a register, by unit and code. Telephones are for people who are signed in.
        #[utoipa::path(tag = "resources", params(ResourceQuery, PageQuery), responses((status = 200, body = Page<ResourceView>)))]
        #[get($lines)]
        pub async fn $list(
            site: web::Data<Site>,
            caller: Caller,
            query: web::Query<ResourceQuery>,
            paging: web::Query<PageQuery>,
        ) -> Result<HttpResponse, Problem> {
            list(&site, &caller, Register::$register, query.into_inner(), paging.into_inner()).await
        }

        /// Adds a line to a register.
        #[utoipa::path(tag = "resources", request_body = CreateResource, responses((status = 201, body = ResourceView)))]
        #[post($lines)]
        pub async fn $create(
            site: web::Data<Site>,
            caller: Caller,
            body: web::Json<CreateResource>,
        ) -> Result<HttpResponse, Problem> {
            create(&site, &caller, Register::$register, body.into_inner()).await
        }

        /// A line of a register with every line before it.
        #[utoipa::path(tag = "resources", params(("id" = String, Path, description = "the line")), responses((status = 200, body = ResourceDetailView)))]
        #[get($line)]
        pub async fn $read(
            site: web::Data<Site>,
            caller: Caller,
            id: web::Path<ResourceId>,
        ) -> Result<HttpResponse, Problem> {
            read(&site, &caller, Register::$register, id.into_inner()).await
        }

        /// Changes a line; the one before it is kept. One that had left its register comes back.
        #[utoipa::path(tag = "resources", request_body = ChangeResource, params(("id" = String, Path, description = "the line"), ("If-Match" = String, Header)), responses((status = 200, body = ResourceView)))]
        #[put($line)]
        pub async fn $change(
            site: web::Data<Site>,
            caller: Caller,
            id: web::Path<ResourceId>,
            request: HttpRequest,
            body: web::Json<ChangeResource>,
        ) -> Result<HttpResponse, Problem> {
            change(&site, &caller, Register::$register, id.into_inner(), &request, body.into_inner()).await
        }

        /// Takes a line out of its register. What was said of it stays.
        #[utoipa::path(tag = "resources", request_body = RetireResource, params(("id" = String, Path, description = "the line"), ("If-Match" = String, Header)), responses((status = 200, body = ResourceView)))]
        #[post($leave)]
        pub async fn $retire(
            site: web::Data<Site>,
            caller: Caller,
            id: web::Path<ResourceId>,
            request: HttpRequest,
            body: web::Json<RetireResource>,
        ) -> Result<HttpResponse, Problem> {
            retire(&site, &caller, Register::$register, id.into_inner(), &request, body.into_inner()).await
        }

        /// Takes a file of a register in (XLSX or CSV as the body), in one transaction. With `dry_run` only says what
        /// would become of every line. A second import updates; lines the file leaves out are listed, and stay.
        #[utoipa::path(tag = "resources", request_body(content = String, content_type = "application/octet-stream"), params(ResourceImportQuery), responses((status = 200, body = ResourceImportView)))]
        #[post($file)]
        pub async fn $import(
            site: web::Data<Site>,
            caller: Caller,
            query: web::Query<ResourceImportQuery>,
            request: HttpRequest,
            payload: web::Payload,
        ) -> Result<HttpResponse, Problem> {
            import(&site, &caller, Register::$register, &query, &request, payload).await
        }

        /// The lines asked for as an Excel workbook in the columns of the annex. Who takes it out is in the log.
        #[utoipa::path(tag = "resources", params(ResourceQuery), responses((status = 200, description = "the workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = String)))]
        #[get($xlsx)]
        pub async fn $workbook(
            site: web::Data<Site>,
            caller: Caller,
            query: web::Query<ResourceQuery>,
        ) -> Result<HttpResponse, Problem> {
            export(&site, &caller, Register::$register, query.into_inner(), SheetFormat::Xlsx).await
        }

        /// The lines asked for as CSV in the columns of the annex. Who takes it out is in the log.
        #[utoipa::path(tag = "resources", params(ResourceQuery), responses((status = 200, description = "the table", content_type = "text/csv", body = String)))]
        #[get($csv)]
        pub async fn $table(
            site: web::Data<Site>,
            caller: Caller,
            query: web::Query<ResourceQuery>,
        ) -> Result<HttpResponse, Problem> {
            export(&site, &caller, Register::$register, query.into_inner(), SheetFormat::Csv).await
        }

        /// An empty register in the columns of the annex, to fill in and import.
        #[utoipa::path(tag = "resources", responses((status = 200, description = "the workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = String)))]
        #[get($blank)]
        pub async fn $template(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
            template(&site, &caller, Register::$register).await
        }
    };
}

/// The address at which a telephone of a register is confirmed.
macro_rules! telephones {
    ($register:ident, $confirm:ident $phone:tt) => {
        /// Notes that somebody answered the telephone of a line today. Asks for no `If-Match`: it changes nothing else.
        #[utoipa::path(tag = "resources", request_body = ConfirmPhone, params(("id" = String, Path, description = "the line")), responses((status = 200, body = ResourceView)))]
        #[post($phone)]
        pub async fn $confirm(
            site: web::Data<Site>,
            caller: Caller,
            id: web::Path<ResourceId>,
            body: web::Json<ConfirmPhone>,
        ) -> Result<HttpResponse, Problem> {
            confirm(&site, &caller, Register::$register, id.into_inner(), body.into_inner()).await
        }
    };
}

register! {
    Vehicle,
    list_vehicles create_vehicle "/vehicles",
    read_vehicle put_vehicle "/vehicles/{id}",
    retire_vehicle "/vehicles/{id}/retire",
    import_vehicle_file "/vehicles/import",
    export_vehicle_workbook "/vehicles.xlsx",
    export_vehicle_csv "/vehicles.csv",
    read_vehicle_template "/vehicles/template.xlsx",
}
telephones!(Vehicle, confirm_vehicle_phone "/vehicles/{id}/confirm-phone");

register! {
    Team,
    list_teams create_team "/teams",
    read_team put_team "/teams/{id}",
    retire_team "/teams/{id}/retire",
    import_team_file "/teams/import",
    export_team_workbook "/teams.xlsx",
    export_team_csv "/teams.csv",
    read_team_template "/teams/template.xlsx",
}
telephones!(Team, confirm_team_phone "/teams/{id}/confirm-phone");

register! {
    Supply,
    list_supplies create_supply "/supplies",
    read_supply put_supply "/supplies/{id}",
    retire_supply "/supplies/{id}/retire",
    import_supply_file "/supplies/import",
    export_supply_workbook "/supplies.xlsx",
    export_supply_csv "/supplies.csv",
    read_supply_template "/supplies/template.xlsx",
}
telephones!(Supply, confirm_supply_phone "/supplies/{id}/confirm-phone");

register! {
    WaterPoint,
    list_water_points create_water_point "/water-points",
    read_water_point put_water_point "/water-points/{id}",
    retire_water_point "/water-points/{id}/retire",
    import_water_point_file "/water-points/import",
    export_water_point_workbook "/water-points.xlsx",
    export_water_point_csv "/water-points.csv",
    read_water_point_template "/water-points/template.xlsx",
}
telephones!(WaterPoint, confirm_water_point_phone "/water-points/{id}/confirm-phone");

register! {
    LandingPlace,
    list_landing_places create_landing_place "/landing-places",
    read_landing_place put_landing_place "/landing-places/{id}",
    retire_landing_place "/landing-places/{id}/retire",
    import_landing_place_file "/landing-places/import",
    export_landing_place_workbook "/landing-places.xlsx",
    export_landing_place_csv "/landing-places.csv",
    read_landing_place_template "/landing-places/template.xlsx",
}
telephones!(LandingPlace, confirm_landing_place_phone "/landing-places/{id}/confirm-phone");

register! {
    Contact,
    list_contacts create_contact "/contacts",
    read_contact put_contact "/contacts/{id}",
    retire_contact "/contacts/{id}/retire",
    import_contact_file "/contacts/import",
    export_contact_workbook "/contacts.xlsx",
    export_contact_csv "/contacts.csv",
    read_contact_template "/contacts/template.xlsx",
}
telephones!(Contact, confirm_contact_phone "/contacts/{id}/confirm-phone");
