//! Go crash output to goroutines and frames; canonical symbols, fingerprints, similarity.
