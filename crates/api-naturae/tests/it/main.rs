//! The NaturaeSoft door from outside.
