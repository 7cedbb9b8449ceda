// Loaded before every command (node --import). Plain JavaScript, so that a Node that cannot run TypeScript says which
// version is needed. npm scripts find the Node 24 of the package `node` first, unless npm ran with --ignore-scripts.

const needed = [22, 18];
const { node } = process.versions;
const [major = 0, minor = 0] = node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `Stint needs Node ${needed.join(".")} or newer and this is ${node}. npm ci installs Node 24 for it unless scripts are off; then run: npm rebuild node\n`,
  );
  process.exit(1);
}
