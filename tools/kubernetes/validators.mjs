/** Reads objects as JSON from standard input, and writes what Kubernetes' own schemas, as npm has them, say against them: a list of `[position, text]`. */
import { text } from 'node:stream/consumers';

const { objects, modules } = JSON.parse(await text(process.stdin));
const faults = [];
for (const [position, object] of objects.entries()) {
  const model = modules[position];
  if (!model) continue;
  const { [object.kind]: Model } = await import(model);
  try {
    new Model(object).validate();
  } catch (error) {
    faults.push([position, error.message]);
  }
}
process.stdout.write(JSON.stringify(faults));
