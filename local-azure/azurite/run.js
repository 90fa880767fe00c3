'use strict';

/**
 * Runs one of Azurite's services and stops it in order, so that its state is on disk, on SIGTERM
 * and when standard input ends. The latter happens when the process that started this one is gone,
 * however it went. The first argument may be 'table' (the default) or 'blob'; all others are
 * Azurite's own.
 */

const GRACE_MILLISECONDS = 5000;

let stopping = false;

function stop() {
  if (stopping) {
    return;
  }
  stopping = true;
  process.stdin.destroy();
  setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
  process.kill(process.pid, 'SIGINT'); // the one signal that Azurite closes its store on
}

process.stdin.resume();
process.stdin.once('end', stop);
process.stdin.once('error', stop);
process.once('SIGTERM', stop);

const named = ['table', 'blob'].includes(process.argv[2]);
const service = named ? process.argv.splice(2, 1)[0] : 'table';

require(`azurite/dist/src/${service}/main.js`);
