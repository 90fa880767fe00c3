import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);

let server;

/**
 * Asks Microsoft's Azure MCP server, a program that carries the published Bicep types, over its standard input and output. It needs no network and no sign-in.
 * The protocol is a line of JSON each way (https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#stdio); the protocol's own library would bring a hundred packages for these three messages.
 * The program is started with the first question, and ends when this process does.
 *
 * @returns `{definitions}`, or `{failure}` where the program has no such type
 */
export async function ask(type) {
  server ??= Server.started();
  return (await server).ask(type);
}

/** The program for this machine. The package's own starter is left aside, because it would install what is missing. */
function program() {
  const name = `@azure/mcp-${platform()}-${arch()}`;
  const manifest = require.resolve(`${name}/package.json`);
  return join(dirname(manifest), Object.values(require(manifest).bin)[0]);
}

class Server {
  static async started() {
    const server = new Server(program());
    await server.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'moat', version: '1' } });
    server.send({ method: 'notifications/initialized' });
    return server;
  }

  constructor(path) {
    this.lastId = 0;
    this.waiting = new Map();
    this.errors = '';
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1', AZURE_MCP_COLLECT_TELEMETRY: 'false' };
    this.process = spawn(path, ['server', 'start', '--tool', 'bicepschema_get'], { env });
    this.process.stderr.on('data', (data) => (this.errors += data));
    this.process.on('error', (error) => this.fail(error));
    this.process.on('exit', (code) => this.fail(new Error(`${path} ended with ${code}: ${this.errors}`)));
    createInterface({ input: this.process.stdout }).on('line', (line) => this.receive(line));
  }

  async ask(type) {
    const { content } = await this.request('tools/call', { name: 'bicepschema_get', arguments: { 'resource-type': type } });
    const { results } = JSON.parse(content[0].text);
    return results.BicepSchemaResult ? { definitions: results.BicepSchemaResult } : { failure: results.message };
  }

  request(method, params) {
    const id = ++this.lastId;
    this.holdProcess(true);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ id, method, params });
    });
  }

  /** Only a question that waits for its answer keeps this process from ending. */
  holdProcess(hold) {
    const { stdin, stdout, stderr } = this.process;
    [this.process, stdin, stdout, stderr].forEach((each) => (hold ? each.ref() : each.unref()));
  }

  send(message) {
    this.process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  /** Takes an answer. The program also writes lines that are no JSON. */
  receive(line) {
    if (!line.startsWith('{')) {
      return;
    }
    const { id, result, error } = JSON.parse(line);
    const waiting = this.waiting.get(id);
    if (!waiting) {
      return;
    }
    this.waiting.delete(id);
    this.holdProcess(this.waiting.size > 0);
    if (error) {
      waiting.reject(new Error(error.message));
    } else {
      waiting.resolve(result);
    }
  }

  fail(error) {
    this.waiting.forEach(({ reject }) => reject(error));
  }
}
