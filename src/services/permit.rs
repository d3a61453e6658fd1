//! Whether somebody may do something in a unit.

use super::ServiceError;
use super::live_data::day_of;
use crate::accounts::{Acting, Permission};
use crate::kernel::Timestamp;
use crate::store::{StoreConnection, admin_units};

/// Refuses somebody who may not act with `permission` in `unit`: rights reach the own unit and those below.
pub fn permit(
    conn: &mut StoreConnection,
    by: &Acting,
    permission: Permission,
    unit: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let path = admin_units::path(conn, unit, day_of(now))?;
    if by.account.may_in(permission, &path) { Ok(()) } else { Err(ServiceError::NotPermitted(permission)) }
}

/// Refuses somebody who has none of `permissions` in `unit`; the refusal names the first.
pub fn permit_any(
    conn: &mut StoreConnection,
    by: &Acting,
    permissions: &[Permission],
    unit: &str,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let path = admin_units::path(conn, unit, day_of(now))?;
    match permissions.first() {
        Some(_) if permissions.iter().any(|permission| by.account.may_in(*permission, &path)) => Ok(()),
        Some(first) => Err(ServiceError::NotPermitted(*first)),
        None => Ok(()),
    }
}
