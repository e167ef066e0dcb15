import { writeDocuments } from './documents/documents';
import { ROOT } from './platform/home';

/** `npm run generate`: renews the documents that are made from the code. `npm test` compares them. */
void writeDocuments(ROOT).then((changed) => {
  process.stdout.write(
    changed.length === 0
      ? 'all generated documents are up to date\n'
      : `renewed:\n${changed.map((path) => `  ${path}\n`).join('')}`,
  );
});
