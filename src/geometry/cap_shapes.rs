//! Shapes as CAP writes them.
