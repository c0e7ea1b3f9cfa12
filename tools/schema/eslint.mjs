// Lints graph/*.graphqls with every schema and Relay rule of graphql-eslint but those of `off`. It prints each finding with
// its place and exits with 1 if there are any.
import graphqlESLint from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const rule = (name) => `@graphql-eslint/${name}`;

// Rules that are not ours, and why.
const off = {
  alphabetize: 'fields stand in the order in which they are read',
  'no-root-type': 'it forbids mutations and subscriptions',
  'require-field-of-type-query-in-mutation-result': 'payloads name what changed; Query is one more field in the same request',
};

const options = {
  'require-description': {
    types: true, rootField: true, DirectiveDefinition: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true,
  },
  // Lists that cannot grow without end, and the `nodes` shortcut of connections, are plain lists.
  'relay-edge-types': { listTypeCanWrapOnlyEdgeType: false },
  // Parts of the object around them, which cannot be fetched alone.
  'strict-id-in-types': {
    exceptions: {
      suffixes: ['Connection', 'Edge', 'Payload'],
      types: [
        'PageInfo', 'UserError', 'PolarAccount', 'PolarClient', 'HistoryReach', 'Coverage', 'SyncResult', 'RecordsChanged', 'ChangeFeed', 'Change',
        'Series', 'MetricSeries', 'HypnogramSegment', 'ActivityZoneSegment', 'CardioLoadLevels', 'HeartRateZone', 'ExerciseSamples',
        'Route', 'EcgQuality', 'AlertnessHour',
        'Engine', 'EnginePeople', 'EngineInterval', 'EngineBudget', 'EngineWindow', 'EngineJobs', 'EngineWorker', 'EngineWebhook',
        'EngineFailure',
        'Today', 'Freshness', 'Estimate', 'Baseline', 'Readiness', 'ReadinessPart', 'SleepDebt', 'SleepRegularity', 'TrainingLoad',
        'UnusualNight', 'UnusualPart', 'RunSpike', 'BestEfforts', 'BestEffort', 'IntensityDistribution', 'Insight', 'Correlations',
        'Correlation', 'Forecast', 'ForecastScore', 'BehaviourEffect', 'Trend', 'LevelChange', 'Summary', 'MetricSummary', 'DayValue',
      ],
    },
  },
};

// Findings that stay, by a part of their message. Clients rely on these fields as they are: a mutation that cannot answer
// has no payload to be null, and a list that is forbidden is an error of the whole request.
const accepted = {
  'require-nullable-result-in-root': [
    '"UserConnection" in type "Query"', '"AuditEventConnection" in type "Query"',
    '"ConnectPolarPayload" in type "Mutation"', '"DisconnectPolarPayload" in type "Mutation"',
    '"TriggerSyncPayload" in type "Mutation"', '"CreateApiTokenPayload" in type "Mutation"',
    '"RevokeApiTokenPayload" in type "Mutation"', '"CreateUserPayload" in type "Mutation"',
    '"UpdateUserPayload" in type "Mutation"', '"DeleteUserPayload" in type "Mutation"',
    '"AddJournalEntryPayload" in type "Mutation"', '"RemoveJournalEntryPayload" in type "Mutation"',
    '"RevokeSessionPayload" in type "Mutation"', '"SignOutEverywherePayload" in type "Mutation"',
  ],
};

function rules() {
  const { configs } = graphqlESLint;
  const all = { ...configs['flat/schema-all'].rules, ...configs['flat/schema-relay'].rules };
  for (const name of Object.keys(off)) all[rule(name)] = 'off';
  for (const [name, option] of Object.entries(options)) all[rule(name)] = ['error', option];
  return all;
}

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [{
    files: ['**/*.graphqls'],
    plugins: { '@graphql-eslint': graphqlESLint },
    languageOptions: {
      parser: graphqlESLint.parser,
      parserOptions: { graphQLConfig: { schema: path.join(root, 'graph/*.graphqls') } },
    },
    linterOptions: { noInlineConfig: true },
    rules: rules(),
  }],
});

const unused = new Set(Object.values(accepted).flat());
const findings = [];
for (const { filePath, messages } of await eslint.lintFiles(['graph/*.graphqls'])) {
  for (const { ruleId, line, message } of messages) {
    const excuse = Object.entries(accepted).flatMap(([name, parts]) => (ruleId === rule(name) ? parts : [])).find((part) => message.includes(part));
    if (excuse) unused.delete(excuse);
    else findings.push(`${path.relative(root, filePath)}:${line} ${message} (${ruleId})`);
  }
}
for (const part of unused) findings.push(`nothing is accepted any more by ${part}: take it out of tools/schema/eslint.mjs`);
for (const finding of findings) console.log(finding);
process.exit(findings.length > 0 ? 1 : 0);
