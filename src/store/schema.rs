//! The tables, as the migrations make them. Text holds ids and JSON; times are UTC without a zone.
// the macro's items cannot carry documentation; the migrations say what the tables are
#![allow(missing_docs)]

diesel::table! {
    accounts (id) {
        id -> Text,
        name -> Text,
        display_name -> Text,
        role -> Text,
        unit_code -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
        last_sign_in_at -> Nullable<Timestamp>,
        revision -> BigInt,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Text,
        account_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    api_tokens (token_hash) {
        token_hash -> Text,
        account_id -> Text,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        id -> Text,
        last_used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    invitations (secret_hash) {
        secret_hash -> Text,
        account_id -> Nullable<Text>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    sign_in_failures (id) {
        id -> Text,
        name_hash -> Text,
        address -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    audit_entries (seq) {
        seq -> BigInt,
        id -> Text,
        at -> Timestamp,
        actor_vi -> Text,
        actor_en -> Text,
        account_id -> Nullable<Text>,
        origin -> Nullable<Text>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        alert_id -> Nullable<Text>,
        paper -> Nullable<Text>,
        detail_vi -> Text,
        detail_en -> Text,
        prev_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    audit_head (name) {
        name -> Text,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    counters (name) {
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    stream_events (seq) {
        seq -> BigInt,
        at -> Timestamp,
        kind -> Text,
        payload -> Text,
    }
}

diesel::table! {
    markers (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    admin_units (code, valid_from) {
        code -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        name -> Text,
        search_key -> Text,
        kind -> Text,
        parent_code -> Nullable<Text>,
        former_district -> Nullable<Text>,
        lon -> Double,
        lat -> Double,
        boundary -> Nullable<Text>,
        boundary_kind -> Text,
        source -> Text,
    }
}

diesel::table! {
    unit_successions (old_code, old_valid_from, new_code, new_valid_from) {
        old_code -> Text,
        old_valid_from -> Date,
        new_code -> Text,
        new_valid_from -> Date,
        share -> Text,
        decided_by -> Nullable<Text>,
        source -> Text,
    }
}

diesel::table! {
    shelters (id) {
        id -> Text,
        code -> Text,
        name -> Text,
        kind -> Text,
        commune_code -> Text,
        capacity -> BigInt,
        suitable_for -> Text,
        keeper_name -> Nullable<Text>,
        keeper_phone -> Nullable<Text>,
        lon -> Double,
        lat -> Double,
        demonstration -> Bool,
        revision -> BigInt,
        retired_on -> Nullable<Date>,
        facts -> Text,
    }
}

diesel::table! {
    zones (id) {
        id -> Text,
        code -> Text,
        hazard -> Text,
        status -> Text,
        current_revision -> BigInt,
        demonstration -> Bool,
    }
}

diesel::table! {
    zone_revisions (zone_id, revision) {
        zone_id -> Text,
        revision -> BigInt,
        valid_from -> Timestamp,
        name -> Text,
        village -> Nullable<Text>,
        commune_code -> Text,
        evacuate_from_level -> BigInt,
        geometry -> Text,
        area_m2 -> Double,
        destinations -> Text,
        route -> Nullable<Text>,
        in_charge -> Nullable<Text>,
        outline -> Nullable<Binary>,
    }
}

diesel::table! {
    households (id) {
        id -> Text,
        commune_code -> Text,
        code -> Text,
        revision -> BigInt,
        as_of -> Date,
        retired_on -> Nullable<Date>,
        village -> Text,
        head -> Text,
        search_key -> Text,
        people -> BigInt,
        vulnerable -> BigInt,
        kinds -> Text,
        house_class -> Text,
        destination_kind -> Text,
        livestock -> BigInt,
        motorbikes -> BigInt,
        boats -> BigInt,
        rice_kg -> BigInt,
        lon -> Nullable<Double>,
        lat -> Nullable<Double>,
        demonstration -> Bool,
        content -> Text,
    }
}

diesel::table! {
    household_revisions (household_id, revision) {
        household_id -> Text,
        revision -> BigInt,
        as_of -> Date,
        retired_on -> Nullable<Date>,
        changed_at -> Timestamp,
        changed_by -> Text,
        reason -> Text,
        content -> Text,
    }
}

diesel::table! {
    household_zones (household_id, zone_id) {
        household_id -> Text,
        zone_id -> Text,
        basis -> Text,
    }
}

diesel::table! {
    household_zone_counts (zone_id) {
        zone_id -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    stated_provinces (commune_code) {
        commune_code -> Text,
        province_code -> Text,
        file_name -> Text,
    }
}

diesel::table! {
    zone_lineage (plan_version_id, old_zone_id, new_zone_id) {
        plan_version_id -> Text,
        old_zone_id -> Text,
        new_zone_id -> Text,
        kind -> Text,
        happened_at -> Nullable<Timestamp>,
        decided_by -> Text,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    zone_standings (zone_id, revision, from_at) {
        zone_id -> Text,
        revision -> BigInt,
        from_at -> Timestamp,
        to_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    plans (id) {
        id -> Text,
        code -> Text,
        unit_code -> Text,
        hazard -> Text,
        demonstration -> Bool,
    }
}

diesel::table! {
    plan_versions (id) {
        id -> Text,
        plan_id -> Text,
        number -> BigInt,
        status -> Text,
        title -> Text,
        content -> Text,
        created_at -> Timestamp,
        approval_number -> Nullable<Text>,
        approval_date -> Nullable<Date>,
        approval_signer -> Nullable<Text>,
        effective_from -> Nullable<Date>,
        revision -> BigInt,
        review_by -> Nullable<Date>,
        updated_at -> Nullable<Timestamp>,
        withdrawn_on -> Nullable<Date>,
        withdrawal_reason -> Nullable<Text>,
    }
}

diesel::table! {
    plan_steps (id) {
        id -> Text,
        plan_version_id -> Text,
        at -> Timestamp,
        account_id -> Nullable<Text>,
        actor -> Text,
        step -> Text,
        remark -> Nullable<Text>,
    }
}

diesel::table! {
    plan_edits (plan_version_id, revision) {
        plan_version_id -> Text,
        revision -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<Text>,
        actor -> Text,
        fields -> Text,
    }
}

diesel::table! {
    plan_comments (id) {
        id -> Text,
        plan_version_id -> Text,
        pointer -> Text,
        reply_to -> Nullable<Text>,
        at -> Timestamp,
        account_id -> Text,
        actor -> Text,
        body -> Text,
        settled_at -> Nullable<Timestamp>,
        settled_by -> Nullable<Text>,
    }
}

diesel::table! {
    plan_rules (code) {
        code -> Text,
        revision -> BigInt,
        enabled -> Bool,
        weight -> BigInt,
        days -> Nullable<BigInt>,
        season -> Nullable<Text>,
        citation_vi -> Text,
        citation_en -> Text,
        updated_at -> Timestamp,
        updated_by -> Text,
    }
}

diesel::table! {
    plan_duties (unit_code, hazard) {
        unit_code -> Text,
        hazard -> Text,
        applicable -> Bool,
        reason -> Text,
        decided_by -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    alert_sources (id) {
        id -> Text,
        code -> Text,
        name -> Text,
        url -> Text,
        enabled -> Bool,
        demonstration -> Bool,
        rules -> Text,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
        last_attempt_at -> Nullable<Timestamp>,
        last_success_at -> Nullable<Timestamp>,
        last_new_alert_at -> Nullable<Timestamp>,
        next_attempt_at -> Nullable<Timestamp>,
        consecutive_failures -> BigInt,
        last_error_vi -> Nullable<Text>,
        last_error_en -> Nullable<Text>,
        asked_in_full_at -> Nullable<Timestamp>,
        data_at -> Nullable<Timestamp>,
        last_note_vi -> Nullable<Text>,
        last_note_en -> Nullable<Text>,
        revision -> BigInt,
    }
}

diesel::table! {
    raw_documents (id) {
        id -> Text,
        source_id -> Nullable<Text>,
        url -> Nullable<Text>,
        received_at -> Timestamp,
        content_type -> Nullable<Text>,
        sha256 -> Text,
        state -> Text,
        reasons -> Text,
        length -> BigInt,
        dropped_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    alerts (id) {
        id -> Text,
        raw_document_id -> Text,
        source_id -> Nullable<Text>,
        sender -> Text,
        identifier -> Text,
        sent -> Timestamp,
        status -> Text,
        msg_type -> Text,
        chain_key -> Text,
        received_at -> Timestamp,
        expires_at -> Timestamp,
        responded_at -> Nullable<Timestamp>,
        demonstration -> Bool,
        ended_by_absence_at -> Nullable<Timestamp>,
        unlisted_at -> Nullable<Timestamp>,
        changed_at -> Nullable<Timestamp>,
        asked_round -> BigInt,
    }
}

diesel::table! {
    raw_bytes (document_id) {
        document_id -> Text,
        bytes -> Binary,
    }
}

diesel::table! {
    alert_contents (alert_id) {
        alert_id -> Text,
        content -> Text,
    }
}

diesel::table! {
    decision_sheets (alert_id, first) {
        alert_id -> Text,
        first -> BigInt,
        last -> BigInt,
        round -> BigInt,
        decisions -> Text,
    }
}

diesel::table! {
    alert_outcomes (alert_id, round, outcome) {
        alert_id -> Text,
        round -> BigInt,
        outcome -> Text,
        plans -> BigInt,
    }
}

diesel::table! {
    alert_references (alert_id, position) {
        alert_id -> Text,
        position -> BigInt,
        sender -> Text,
        identifier -> Text,
        sent -> Nullable<Timestamp>,
    }
}

diesel::table! {
    alert_chains (sender, identifier, sent) {
        sender -> Text,
        identifier -> Text,
        sent -> Timestamp,
        chain_key -> Text,
    }
}

diesel::table! {
    alert_decisions (alert_id, position) {
        alert_id -> Text,
        position -> BigInt,
        plan_id -> Text,
        plan_version_id -> Text,
        zone_id -> Nullable<Text>,
        outcome -> Text,
        reason_vi -> Text,
        reason_en -> Text,
        round -> BigInt,
    }
}

diesel::table! {
    events (id) {
        id -> Text,
        chain_key -> Text,
        name_vi -> Text,
        name_en -> Text,
        kind -> Text,
        started_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        demonstration -> Bool,
        within_unit -> Nullable<Text>,
        joined_to -> Nullable<Text>,
    }
}

diesel::table! {
    activations (id) {
        id -> Text,
        event_id -> Text,
        plan_id -> Text,
        plan_version_id -> Text,
        alert_id -> Text,
        level -> BigInt,
        level_official -> Bool,
        mode -> Text,
        status -> Text,
        proposed_at -> Timestamp,
        escalate_at -> Nullable<Timestamp>,
        escalated_at -> Nullable<Timestamp>,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        decision_remark -> Nullable<Text>,
        revision -> BigInt,
    }
}

diesel::table! {
    hazard_words (id) {
        id -> Text,
        language -> Text,
        words -> Text,
        hazard -> Nullable<Text>,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    hazard_codes (id) {
        id -> Text,
        list -> Text,
        code -> Text,
        hazard -> Nullable<Text>,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    idempotent_answers (account_id, idempotency_key) {
        account_id -> Text,
        idempotency_key -> Text,
        fingerprint -> Text,
        begun_at -> Timestamp,
        status -> Nullable<BigInt>,
        headers -> Nullable<Text>,
        body -> Nullable<Binary>,
    }
}

diesel::table! {
    norm_revisions (revision) {
        revision -> BigInt,
        changed_at -> Timestamp,
        changed_by -> Text,
        reason -> Text,
        content -> Text,
    }
}

diesel::table! {
    orders_out (id) {
        id -> Text,
        activation_id -> Text,
        number -> BigInt,
        status -> Text,
        msg_type -> Text,
        sender -> Text,
        sent -> Timestamp,
        told -> Text,
        refers_to -> Text,
        headline_vi -> Text,
        headline_en -> Text,
        xml -> Binary,
    }
}

diesel::table! {
    activation_zones (activation_id, zone_id) {
        activation_id -> Text,
        zone_id -> Text,
        zone_revision -> BigInt,
        state -> Text,
        alert_id -> Text,
        reason_vi -> Text,
        reason_en -> Text,
    }
}

diesel::table! {
    checklists (id) {
        id -> Text,
        activation_id -> Text,
        zone_id -> Text,
        round -> BigInt,
        zone_revision -> BigInt,
        state -> Text,
        opened_at -> Timestamp,
        onset -> Timestamp,
        onset_basis -> Text,
        figures -> Text,
        stage -> Text,
        stage_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    tasks (id) {
        id -> Text,
        checklist_id -> Text,
        position -> BigInt,
        phase -> Text,
        subject -> Text,
        role -> Text,
        title_vi -> Text,
        title_en -> Text,
        due_at -> Nullable<Timestamp>,
        state -> Text,
        remark -> Nullable<Text>,
        done_at -> Nullable<Timestamp>,
        changed_by -> Nullable<Text>,
        changed_at -> Nullable<Timestamp>,
        revision -> BigInt,
        person_name -> Nullable<Text>,
        person_phone -> Nullable<Text>,
    }
}

diesel::table! {
    task_steps (id) {
        id -> Text,
        task_id -> Text,
        checklist_id -> Text,
        position -> BigInt,
        title -> Text,
        added_by -> Nullable<Text>,
        done_at -> Nullable<Timestamp>,
        changed_by -> Nullable<Text>,
        changed_at -> Nullable<Timestamp>,
        revision -> BigInt,
    }
}

diesel::table! {
    task_photos (id) {
        id -> Text,
        task_id -> Text,
        checklist_id -> Text,
        media_type -> Text,
        width -> BigInt,
        height -> BigInt,
        length -> BigInt,
        sha256 -> Text,
        taken_at -> Timestamp,
        received_at -> Timestamp,
        added_by -> Text,
        account_id -> Nullable<Text>,
        removed_at -> Nullable<Timestamp>,
        removed_by -> Nullable<Text>,
        removal_remark -> Nullable<Text>,
        content -> Binary,
    }
}

diesel::table! {
    relocations (id) {
        id -> Text,
        event_id -> Text,
        household_id -> Nullable<Text>,
        household_code -> Text,
        label -> Nullable<Text>,
        commune_code -> Text,
        village -> Text,
        round -> BigInt,
        is_current -> Bool,
        opened_at -> Timestamp,
        listed -> BigInt,
        vulnerable -> BigInt,
        listed_property -> Text,
        revision -> BigInt,
        state -> Text,
        state_at -> Nullable<Timestamp>,
        present -> Nullable<BigInt>,
        departed -> Nullable<BigInt>,
        arrived -> Nullable<BigInt>,
        returned -> Nullable<BigInt>,
        destination_kind -> Nullable<Text>,
        shelter_id -> Nullable<Text>,
        people -> BigInt,
        uncounted -> BigInt,
        conflicts -> BigInt,
        differences -> BigInt,
        standing -> Text,
    }
}

diesel::table! {
    relocation_checklists (checklist_id, relocation_id) {
        relocation_id -> Text,
        checklist_id -> Text,
    }
}

diesel::table! {
    relocation_property (relocation_id, line_id) {
        relocation_id -> Text,
        line_id -> Text,
        kind -> Text,
        quantity -> Double,
        unit -> Text,
        state -> Text,
    }
}

diesel::table! {
    field_reports (id) {
        id -> Text,
        target_kind -> Text,
        target_id -> Text,
        happened_at -> Timestamp,
        device_time -> Timestamp,
        received_at -> Timestamp,
        device -> Nullable<Text>,
        account_id -> Nullable<Text>,
        said_by -> Text,
        base_revision -> BigInt,
        revision -> BigInt,
        outcome -> Text,
        reason_vi -> Nullable<Text>,
        reason_en -> Nullable<Text>,
        content -> Text,
        speaker_id -> Nullable<Text>,
        first_said -> Nullable<Text>,
        takes_back -> Nullable<Text>,
        over_others -> Nullable<Bool>,
    }
}

diesel::table! {
    settled_reports (report_id) {
        report_id -> Text,
        placed_as -> Nullable<Text>,
        remark -> Nullable<Text>,
        settled_by -> Text,
        account_id -> Text,
        settled_at -> Timestamp,
        taken_back_by -> Nullable<Text>,
    }
}

diesel::table! {
    checklist_stages (checklist_id, position) {
        checklist_id -> Text,
        position -> BigInt,
        stage -> Text,
        happened_at -> Timestamp,
        entered_at -> Timestamp,
        decided_by -> Text,
        remark -> Nullable<Text>,
        criteria -> Text,
    }
}

diesel::table! {
    activation_papers (id) {
        id -> Text,
        activation_id -> Text,
        number -> Text,
        dated -> Date,
        file_name -> Nullable<Text>,
        media_type -> Nullable<Text>,
        content -> Nullable<Binary>,
        added_by -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    quick_reports (id) {
        id -> Text,
        event_id -> Text,
        unit_code -> Text,
        as_of -> Timestamp,
        made_at -> Timestamp,
        made_by -> Text,
        remark -> Nullable<Text>,
        figures -> Text,
    }
}

diesel::table! {
    drill_messages (event_id, position) {
        event_id -> Text,
        position -> BigInt,
        due_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        headline_vi -> Text,
        headline_en -> Text,
        xml -> Text,
    }
}

diesel::table! {
    resources (id) {
        id -> Text,
        register -> Text,
        unit_code -> Text,
        code -> Text,
        revision -> BigInt,
        retired_on -> Nullable<Date>,
        kind -> Text,
        search_key -> Text,
        stock -> BigInt,
        demonstration -> Bool,
        content -> Text,
    }
}

diesel::table! {
    resource_revisions (subject_id, revision) {
        subject_id -> Text,
        revision -> BigInt,
        retired_on -> Nullable<Date>,
        changed_at -> Timestamp,
        changed_by -> Text,
        reason -> Text,
        content -> Text,
    }
}

diesel::table! {
    stock_movements (id) {
        id -> Text,
        resource_id -> Text,
        position -> BigInt,
        kind -> Text,
        quantity -> BigInt,
        delta -> BigInt,
        happened_on -> Date,
        noted_at -> Timestamp,
        noted_by -> Text,
        reason -> Text,
    }
}

diesel::table! {
    resource_loans (id) {
        id -> Text,
        resource_id -> Text,
        owner_code -> Text,
        to_unit -> Text,
        quantity -> BigInt,
        first_day -> Date,
        last_day -> Date,
        purpose -> Text,
        state -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        answer_reason -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    supply_items (code) {
        code -> Text,
        name_vi -> Text,
        name_en -> Text,
        unit -> Text,
        offered -> Bool,
    }
}

diesel::table! {
    inspection_templates (code) {
        code -> Text,
        revision -> BigInt,
        changed_at -> Timestamp,
        changed_by -> Text,
        content -> Text,
    }
}

diesel::table! {
    inspections (id) {
        id -> Text,
        ordered_by -> Text,
        first_day -> Date,
        last_day -> Date,
        revision -> BigInt,
        demonstration -> Bool,
        template -> Text,
        content -> Text,
        closing -> Nullable<Text>,
    }
}

diesel::table! {
    inspection_members (inspection_id, account) {
        inspection_id -> Text,
        account -> Text,
    }
}

diesel::table! {
    inspection_units (inspection_id, unit_code) {
        inspection_id -> Text,
        unit_code -> Text,
    }
}

diesel::table! {
    inspection_records (id) {
        id -> Text,
        inspection_id -> Text,
        unit_code -> Text,
        subject_key -> Text,
        demonstration -> Bool,
        subject -> Text,
    }
}

diesel::table! {
    inspection_record_versions (record_id, version) {
        record_id -> Text,
        version -> BigInt,
        revision -> BigInt,
        opened_at -> Timestamp,
        opened_by -> Text,
        reason -> Text,
        signed_at -> Nullable<Timestamp>,
        signed_by -> Nullable<Text>,
        passed -> BigInt,
        failed -> BigInt,
        not_applicable -> BigInt,
        unknown -> BigInt,
        earned -> BigInt,
        possible -> BigInt,
        content -> Text,
    }
}

diesel::table! {
    inspection_tasks (id) {
        id -> Text,
        inspection_id -> Text,
        record_id -> Text,
        point_code -> Text,
        unit_code -> Text,
        due_on -> Date,
        state -> Text,
        remark -> Text,
        responsible -> Text,
        reminders -> BigInt,
        level -> BigInt,
        reported_by -> Nullable<Text>,
        revision -> BigInt,
        demonstration -> Bool,
    }
}

diesel::table! {
    inspection_steps (id) {
        id -> Text,
        task_id -> Text,
        kind -> Text,
        happened_at -> Timestamp,
        done_by -> Text,
        account_id -> Nullable<Text>,
        remark -> Text,
        reminder -> Nullable<Text>,
    }
}

diesel::table! {
    inspection_photos (id) {
        id -> Text,
        record_id -> Text,
        version -> BigInt,
        point_code -> Text,
        task_id -> Nullable<Text>,
        media_type -> Text,
        width -> BigInt,
        height -> BigInt,
        length -> BigInt,
        sha256 -> Text,
        taken_at -> Timestamp,
        received_at -> Timestamp,
        added_by -> Text,
        account_id -> Nullable<Text>,
        removed_at -> Nullable<Timestamp>,
        removed_by -> Nullable<Text>,
        removal_remark -> Nullable<Text>,
        content -> Binary,
    }
}

diesel::table! {
    road_sets (unit_code) {
        unit_code -> Text,
        file_name -> Text,
        lines -> BigInt,
        crossings -> BigInt,
        length_m -> BigInt,
        loaded_at -> Timestamp,
        loaded_by -> Text,
    }
}

diesel::table! {
    road_lines (unit_code, position) {
        unit_code -> Text,
        position -> BigInt,
        name -> Text,
        closes_at -> Nullable<BigInt>,
        ford -> Bool,
        line -> Text,
    }
}

diesel::table! {
    allocations (id) {
        id -> Text,
        plan_id -> Text,
        made_at -> Timestamp,
        made_by -> Text,
        version_number -> Nullable<BigInt>,
        version_revision -> Nullable<BigInt>,
        content -> Text,
    }
}

diesel::table! {
    allocation_acceptances (allocation_id, row_number) {
        allocation_id -> Text,
        row_number -> BigInt,
        accepted_at -> Timestamp,
        accepted_by -> Text,
    }
}

diesel::table! {
    findings (id) {
        id -> Text,
        told_key -> Text,
        kind -> Text,
        severity -> Text,
        unit_code -> Text,
        hazards -> Text,
        first_seen -> Timestamp,
        mended_at -> Nullable<Timestamp>,
        came_back -> BigInt,
    }
}

diesel::table! {
    finding_acceptances (id) {
        id -> Text,
        finding_id -> Text,
        until_day -> Nullable<Date>,
        reason -> Text,
        said_by -> Text,
        account_id -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    webhooks (id) {
        id -> Text,
        name -> Text,
        url -> Text,
        kinds -> Text,
        enabled -> Bool,
        secret -> Text,
        made_by -> Text,
        made_at -> Timestamp,
        revision -> BigInt,
        failures -> BigInt,
        failed -> Nullable<Text>,
        rests_until -> Nullable<Timestamp>,
        noted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    deliveries (id) {
        id -> Text,
        webhook_id -> Text,
        seq -> BigInt,
        kind -> Text,
        body -> Text,
        state -> Text,
        attempts -> BigInt,
        made_at -> Timestamp,
        next_at -> Nullable<Timestamp>,
        tried_at -> Nullable<Timestamp>,
        last_status -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
        begun_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    activation_papers,
    activation_zones,
    activations,
    admin_units,
    alert_chains,
    alert_contents,
    alert_decisions,
    alert_outcomes,
    alert_references,
    alert_sources,
    alerts,
    allocation_acceptances,
    allocations,
    api_tokens,
    audit_entries,
    audit_head,
    checklist_stages,
    checklists,
    counters,
    decision_sheets,
    drill_messages,
    events,
    field_reports,
    finding_acceptances,
    findings,
    hazard_codes,
    hazard_words,
    household_revisions,
    household_zone_counts,
    household_zones,
    households,
    idempotent_answers,
    inspection_photos,
    inspection_record_versions,
    inspection_records,
    inspection_steps,
    inspection_tasks,
    inspection_templates,
    inspection_members,
    inspection_units,
    inspections,
    invitations,
    markers,
    norm_revisions,
    orders_out,
    plan_comments,
    plan_duties,
    plan_edits,
    plan_rules,
    plan_steps,
    plan_versions,
    plans,
    quick_reports,
    raw_bytes,
    raw_documents,
    relocation_checklists,
    relocation_property,
    relocations,
    resource_loans,
    resource_revisions,
    resources,
    road_lines,
    road_sets,
    sessions,
    settled_reports,
    shelters,
    sign_in_failures,
    stated_provinces,
    stock_movements,
    stream_events,
    supply_items,
    task_photos,
    task_steps,
    tasks,
    unit_successions,
    zone_lineage,
    zone_revisions,
    zone_standings,
    zones,
);

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    relocations::commune_code,
    relocations::village,
    relocation_property::kind,
    relocation_property::unit,
    relocation_property::state,
);
