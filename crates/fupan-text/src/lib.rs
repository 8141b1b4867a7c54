//! Analysis of mixed Chinese, English and code for search: segments, stems and identifiers with their places in the original.
