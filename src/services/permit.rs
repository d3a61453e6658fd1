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
    let refused = Err(ServiceError::NotPermitted(permission));
    // The own unit, and everything for who has all of it, need no way up.
    if by.account.unit_code.as_deref().is_none_or(|own| own == unit) {
        return if by.account.role.may(permission) { Ok(()) } else { refused };
    }
    let path = admin_units::path(conn, unit, day_of(now))?;
    if by.account.may_in(permission, &path) { Ok(()) } else { refused }
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
