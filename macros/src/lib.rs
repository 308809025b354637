//! The attributes of `cgocall`.
