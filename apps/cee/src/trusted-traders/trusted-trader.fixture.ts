import { randomUUID } from 'node:crypto';
import type { CeeBench } from '../cee.fixture';
import { criteriaOn } from './programs.data';
import type { Program } from '../trusted-standing/programs';

/** All criteria met, each must with a document. */
export const allMet = (program: Program = 'CTPAT') =>
  criteriaOn(program, '2026-01-01')!.criteria.map(({ code, evidence }) => ({
    ...{ criterion: code, answer: 'met', how: `By procedure ${code}.` },
    documents: evidence ? [randomUUID()] : [],
  }));

/** An account whose application for a program was sent in. */
export const applied = async (bench: CeeBench, accountId: string, owner: string, program: Program = 'CTPAT') => {
  const path = `/accounts/${accountId}/trusted-participations`;
  const { body: opened } = await bench.call('post', path, owner, { id: randomUUID(), program }).expect(201);
  const version = program === 'CTPAT' ? 'CTPAT-2020' : 'MOU-2022';
  await bench.call('post', `${path}/${opened.id}/agreement`, owner, { version }).expect(200);
  await bench.call('post', `${path}/${opened.id}/answers`, owner, { answers: allMet(program) }).expect(200);
  const { body } = await bench.call('post', `${path}/${opened.id}/submission`, owner).expect(200);
  return body;
};
