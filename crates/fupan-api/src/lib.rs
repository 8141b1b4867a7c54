//! The JSON shape of every answer, shared by the command line and HTTP.
