import { join } from 'node:path';
import { openDataFolder } from './data-folder.ts';
import { startHttpApi } from './http/server.ts';
import { type LocalFunction, openFunction } from './lambda/local-function.ts';
import type { Options } from './options.ts';
import { choosePorts, type Ports } from './ports.ts';
import { openProcessLog } from './process-log.ts';
import { announce, type RunningLephi } from './running-lephi.ts';
import { startSandbox } from './sandboxes.ts';
import { runSchedule } from './schedules.ts';
import { seed } from './seed.ts';
import { type Cloud, startDynamodb, startCloud } from './cloud.ts';
import { feedStream } from './stream/feed.ts';
import { openProgress } from './stream/progress.ts';
import { buildTopology } from './topology/build.ts';
import type { Topology } from './topology/read-topology.ts';

/** What each part is started with. */
type Surroundings = {
  lephi: RunningLephi;
  topology: Topology;
  cloud: Cloud;
  /** What is put in here is stopped in the opposite order. */
  parts: AsyncDisposableStack;
  tell: (line: string) => void;
};

type Listener = {
  /** Gets one line for each thing that somebody should know. */
  tell: (line: string) => void;
  /** Is told why Lephi cannot go on. */
  onLoss: (line: string) => void;
};

/** Starts all parts of Lephi. When one does not start, those before it are stopped again. */
export async function startLephi(
  options: Options,
  { tell, onLoss }: Listener,
): Promise<{ lephi: RunningLephi; stop: () => Promise<void> }> {
  const { dataFolder } = options;
  await using parts = new AsyncDisposableStack();
  parts.defer(openDataFolder(dataFolder, options).close);
  const ports = await choosePorts(options.port);
  const dynamodb = await startDynamodb({ dataFolder, parts, onLoss });
  const topology = await buildTopology(dataFolder);
  const cloud = await startCloud(topology, { dataFolder, dynamodb, parts });
  const lephi = describeLephi({ dataFolder, ports, topology, cloud });
  const surroundings = { lephi, topology, cloud, parts, tell };

  const functions = openFunctions(surroundings);
  await seed(lephi);
  await serveHttp(functions, ports.lephi, surroundings);
  feedStreams(functions, surroundings);
  runSchedules(functions, surroundings);
  await startSandboxes(surroundings);
  parts.defer(announce(lephi).remove);
  const running = parts.move();
  return { lephi, stop: () => running.disposeAsync() };
}

type Described = Pick<Surroundings, 'topology' | 'cloud'> & { dataFolder: string; ports: Ports };

function describeLephi({ dataFolder, ports, topology, cloud }: Described): RunningLephi {
  const originOf = (port: number): string => `http://127.0.0.1:${port}`;
  const environments = topology.functions.map(({ environment }) => environment);
  return {
    pid: process.pid,
    dataFolder,
    origin: originOf(ports.lephi),
    bankOrigin: originOf(ports.bank),
    portalOrigin: originOf(ports.portal),
    issuerOrigin: originOf(ports.issuer),
    region: topology.region,
    endpoints: cloud.endpoints,
    environment: Object.fromEntries(
      [...environments, cloud.variables, officersVariables(originOf(ports.issuer))].flatMap((one) =>
        Object.entries(one),
      ),
    ),
  };
}

/** Officers sign in at the sandbox issuer, whatever the template says. */
const officersVariables = (issuerOrigin: string) => ({ OFFICER_ISSUER: issuerOrigin });

type FunctionByName = (name: string) => LocalFunction;

function openFunctions({ lephi, topology, cloud, parts, tell }: Surroundings): FunctionByName {
  const logs = join(lephi.dataFolder, 'logs');
  const variables = { ...cloud.variables, ...officersVariables(lephi.issuerOrigin) };
  const functions = new Map(
    topology.functions.map((declared) => {
      const log = openProcessLog(logs, declared.name, tell);
      const opened = openFunction(declared, { variables, log });
      parts.defer(opened.stop);
      return [declared.name, opened];
    }),
  );
  return (name) => {
    const found = functions.get(name);
    if (found === undefined) throw new Error(`the topology has no function ${name}`);
    return found;
  };
}

async function serveHttp(getFunction: FunctionByName, port: number, surroundings: Surroundings): Promise<void> {
  const { topology, parts, tell } = surroundings;
  const api = await startHttpApi({ port, routes: topology.routes, getFunction, tell });
  parts.defer(api.stop);
}

function feedStreams(getFunction: FunctionByName, { lephi, topology, cloud, parts, tell }: Surroundings): void {
  for (const mapping of topology.streamMappings) {
    const streamArn = cloud.streamArns.get(mapping.tableName) ?? '';
    const feed = feedStream(mapping, {
      client: cloud.streams,
      streamArn,
      region: topology.region,
      partitionKey: mapping.partitionKey,
      function: getFunction(mapping.functionName),
      progress: openProgress(join(lephi.dataFolder, 'streams', `${mapping.name}.json`), streamArn),
      tell,
    });
    parts.defer(feed.stop);
  }
}

function runSchedules(getFunction: FunctionByName, { topology, parts }: Surroundings): void {
  for (const schedule of topology.schedules) {
    parts.defer(runSchedule(schedule, getFunction(schedule.functionName)).stop);
  }
}

async function startSandboxes({ lephi, parts, tell }: Surroundings): Promise<void> {
  const variables = {
    DATA_FOLDER: lephi.dataFolder,
    LEPHI_ORIGIN: lephi.origin,
    BANK_ORIGIN: lephi.bankOrigin,
    PORTAL_ORIGIN: lephi.portalOrigin,
    OFFICER_AUDIENCE: lephi.environment.OFFICER_AUDIENCE ?? '',
  };
  const origins = {
    'sandbox-bank': lephi.bankOrigin,
    'sandbox-portal': lephi.portalOrigin,
    'sandbox-issuer': lephi.issuerOrigin,
  };
  const started = Object.entries(origins).map(async ([name, origin]) => {
    const log = openProcessLog(join(lephi.dataFolder, 'logs'), name, tell);
    const sandbox = await startSandbox(name, { log, variables: { ...variables, PORT: new URL(origin).port } });
    parts.defer(sandbox.stop);
  });
  await Promise.all(started);
}
