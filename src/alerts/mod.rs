//! Weather alerts (CAP).
