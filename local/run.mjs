/**
 * Runs a TypeScript entry of Lephi on the Node 24 that npm brings: `node local/run.mjs local/start.ts --port 4000`.
 *
 * This file alone must work on a bare Node 20 with nothing installed. It installs the locked dependencies when they are
 * missing or out of step with package-lock.json, then hands over: arguments, terminal, signals and exit code.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Node runs TypeScript sources by itself from here on. */
const oldestUsableNode = [22, 18];

/** Where npm put the Node 24 of this platform; undefined when the lock file has none for it. */
function lockedNodePath(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const folder = `node_modules/node-${process.platform}-${process.arch}`;
  return packages[folder] === undefined ? undefined : join(root, folder, 'bin', 'node');
}

/**
 * Says why node_modules is out of step with package-lock.json, undefined when it is in step.
 *
 * npm writes its own lock file into node_modules as the last thing it does, so a broken install has none; a package
 * whose folder is gone was removed by hand. What is optional may be missing: npm skips it on other platforms.
 */
function findDrift(root) {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'nothing is installed';
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: installed } = JSON.parse(readFileSync(installedLock, 'utf8'));

  for (const [folder, { version, integrity, optional, devOptional }] of Object.entries(wanted)) {
    if (folder === '') continue;
    const found = installed[folder];
    if (found === undefined && (optional || devOptional)) continue;
    if (found?.version !== version || found.integrity !== integrity) return `${folder} is not at ${version}`;
    if (!existsSync(join(root, folder, 'package.json'))) return `${folder} is gone`;
  }
  const extra = Object.keys(installed).find((folder) => wanted[folder] === undefined);
  if (extra !== undefined) return `${extra} is not in package-lock.json`;
  const node = lockedNodePath(root);
  return node === undefined || existsSync(node) ? undefined : 'Node 24 is missing';
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function holderOf(lock) {
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
}

/** A hard link is made whole or not at all, so a lock always names its holder. */
function takesPlace(claim, lock) {
  const holder = holderOf(lock);
  if (holder !== undefined && !isAlive(holder)) rmSync(lock, { force: true });
  try {
    linkSync(claim, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Keeps two commands that start at once from installing into the same folder: the second waits, then looks again.
 * The lock names its holder, so one left behind by a killed install is recognised. It cannot lie in node_modules,
 * which `npm ci` empties.
 */
async function holdInstallLock(root, action) {
  const name = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `lephi-install-${name}.lock`);
  const claim = `${lock}.${process.pid}`;
  writeFileSync(claim, String(process.pid));
  try {
    while (!takesPlace(claim, lock)) await sleep(200);
    action();
  } finally {
    rmSync(claim);
    if (holderOf(lock) === process.pid) rmSync(lock);
  }
}

/** Runs `npm ci` without its chatter, which is shown only when it fails. */
function install(root) {
  const npm = process.env.npm_execpath;
  const [command, ...start] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const args = [...start, 'ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`npm ci failed: ${error?.message ?? `exit code ${status}`}\n${stdout ?? ''}${stderr ?? ''}`);
}

/** `npm ci` empties node_modules first: through a link it would empty a folder that belongs to somebody else. */
function refuseLink(root, drift) {
  const folder = join(root, 'node_modules');
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const where = `node_modules is a link to ${readlinkSync(folder)}`;
  throw new Error(`${where}, and out of step (${drift}). Install there, or remove the link.`);
}

async function installWhenOutOfStep(root) {
  const found = findDrift(root);
  if (found === undefined) return;
  refuseLink(root, found);
  await holdInstallLock(root, () => {
    const drift = findDrift(root);
    if (drift === undefined) return;
    console.error(`Installing the locked dependencies (${drift}); this takes a minute.`);
    install(root);
  });
}

/** The Node 24 of node_modules where it runs, else the Node that runs this file, when it is new enough. */
function findUsableNode(root) {
  const locked = lockedNodePath(root);
  // A glibc binary does not even start on a Linux without glibc, so it is tried.
  if (locked !== undefined && spawnSync(locked, ['--version']).status === 0) return locked;
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestUsableNode;
  const newEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return newEnough ? process.execPath : undefined;
}

/** Our parent, and its parent too when ours is the shell that npm runs a script with: that outlives a killed npm. */
function listAncestors() {
  const parent = process.ppid;
  const stat = `/proc/${parent}/stat`;
  const [, grandparent = ''] = existsSync(stat) ? (/^\d+ \(sh\) \S (\d+)/.exec(readFileSync(stat, 'utf8')) ?? []) : [];
  return `${parent} ${grandparent}`;
}

/** Under npm, the end of npm is the end of what it runs. */
function watchNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const atStart = listAncestors();
  setInterval(() => {
    if (listAncestors() !== atStart) stop();
  }, 500).unref();
}

/** Runs the entry; a channel that closes with this process tells the entry when this process was killed outright. */
function run(node, args) {
  const path = [join(repository, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Ctrl-C at a terminal reaches the entry by itself, and twice would be once too often.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  watchNpm(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

async function main(args) {
  await installWhenOutOfStep(repository);
  const node = findUsableNode(repository);
  if (node === undefined) {
    throw new Error(`Lephi needs Node ${oldestUsableNode.join('.')} or newer on ${process.platform}-${process.arch}.`);
  }
  return run(node, args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
