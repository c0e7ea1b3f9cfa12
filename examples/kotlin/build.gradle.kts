// Apollo Kotlin. The schema needs no credential: curl -o src/main/graphql/schema.graphqls http://localhost:8000/schema.graphql
plugins {
    kotlin("jvm") version "2.1.0"
    id("com.apollographql.apollo") version "4.1.1"
}

repositories { mavenCentral() }

dependencies { implementation("com.apollographql.apollo:apollo-runtime:4.1.1") }

apollo {
    service("polarflow") {
        packageName.set("org.example.polarflow")
        mapScalarToKotlinString("Date") // the person's own calendar dates, 2026-03-01
        mapScalarToKotlinString("DateTime") // RFC 3339 with the offset that was in force
        operationManifestFormat.set("persistedQueryManifest") // for the server's TRUSTED_DOCUMENTS
    }
}
