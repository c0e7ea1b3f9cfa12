// What the app asks for. A trusted-documents server knows these operations by their text: keep them as constants.

export const TODAY = `query Today($date: Date!) {
  viewer {
    displayName
    timeZone
    day(date: $date) {
      date
      sleep {
        score asleepSeconds deepSeconds remSeconds heartRateMinBpm startTime endTime
        nightlyRecharge { hrvRmssdMs ansCharge status breathingRateAvg }
      }
      activity { steps energyKcal activeSeconds dailyGoalPercent complete }
      cardioLoad { strain tolerance ratio status }
      skinTemperature { deviationCelsius }
      exercises { id sport sportName startTime durationSeconds distanceMeters cardioLoad heartRateAvgBpm }
    }
    polarAccount { status lastSyncedAt problem }
  }
}`;

export const NIGHT = `query Night($date: Date!) {
  viewer {
    sleep(date: $date) {
      startTime endTime score charge continuity cycles interruptionsSeconds
      hypnogram { stage startTime durationSeconds }
      heartRate(maxPoints: 200) { startTime offsetsSeconds values }
      nightlyRecharge { hrv { startTime offsetsSeconds values } breathing { startTime offsetsSeconds values } }
      skinTemperature { celsius deviationCelsius }
    }
  }
}`;

export const WORKOUTS = `query Workouts($first: Int!, $after: String, $sport: String) {
  viewer {
    exercises(first: $first, after: $after, sport: $sport) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id startTime date sport sportName durationSeconds distanceMeters energyKcal heartRateAvgBpm cardioLoad }
    }
  }
}`;

export const WORKOUT = `query Workout($id: ID!) {
  node(id: $id) {
    ... on Exercise {
      startTime durationSeconds deviceName runningIndex sampleTypes
      heartRateZones { index lowerBpm upperBpm seconds }
      samples(types: ["HEART_RATE", "SPEED", "ALTITUDE"], maxPoints: 300) {
        type unit series { startTime storedCount resolutionSeconds offsetsSeconds values }
      }
      route(maxPoints: 300) { pointCount latitudes longitudes }
      day { sleep { score } nightlyRecharge { hrvRmssdMs } }
    }
  }
}`;

export const TRIGGER_SYNC = `mutation TriggerSync($input: TriggerSyncInput!) {
  triggerSync(input: $input) { alreadyRunning run { id status queuedAt } userErrors { code message field } }
}`;

export const SYNC_PROGRESS = `subscription SyncProgress($runId: ID!) {
  syncProgress(runId: $runId) {
    id status kindsDone kindsTotal polarRequests
    results { kind status created updated unchanged quarantined error }
  }
}`;
