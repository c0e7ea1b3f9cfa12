package ent

//go:generate go tool ent generate --feature intercept,sql/upsert,sql/modifier,sql/execquery,sql/versioned-migration --template ./template ./schema
