import { type ModeWords, step } from './common-steps';
import type { ModeParts } from './mode-parts';
import { airAdvanceData } from './air';

const words: ModeWords = {
  conveyance: 'flight', identifiers: 'flight, waybills and entry numbers', terminal: 'sort hub',
  entryPapers: ['cbp-3461', 'right-to-enter'], carrierPapers: ['cbp-7507', 'express-manifest', 'air-waybills'],
};

export const airExpress: ModeParts = {
  words, advanceData: airAdvanceData, reviewHours: 4, documents: ['cbp-7507', 'air-waybills', 'acas-answer', 'express-manifest'],
  catchUpKeys: [{ id: 'waybill', text: 'air waybill, house waybill' }, { id: 'flight', text: 'flight and date' }, { id: 'entry', text: 'entry number' }],
  steps: [
    step('meet-flight', 'security', 'primary', 'primary-officer', 'no', 'Meet the flight: general declaration, crew, containers as declared.', { documents: ['cbp-7507'], source: '19 CFR 122.43' }),
    step('screening-answers', 'security', 'primary', 'primary-officer', 'no', 'Ask for the last screening answers. A do-not-load or open referral on board: isolate, call the supervisor, touch nothing.', { documents: ['acas-answer'], source: '19 CFR 122.48b' }),
    step('hub-hold-list', 'security', 'primary', 'terminal-operator', 'no', 'Load the port\'s list of holds into the sorter, by file or by hand; what it diverts goes to the officers\' cage.', { documents: ['express-manifest'] }),
    step('belt-and-cage', 'security', 'secondary', 'secondary-officer', 'add only', 'X-ray the belt, more of it than on other days; everything diverted is opened or cleared in the cage.', { documents: ['air-waybills'] }),
    step('no-loading-unscreened', 'security', 'before arrival', 'carrier', 'no', 'Load nothing abroad without a screening answer; answers given before the outage stay binding.', { documents: ['acas-answer'], source: '19 CFR 122.48b' }),
    step('manifest-in-bulk', 'enforcement', 'primary', 'primary-officer', 'add only', 'Take the express manifest in bulk, one decision for each list of waybills; strike out what you do not release.', { documents: ['express-manifest'], source: '19 CFR 128.21' }),
    step('formal-apart', 'enforcement', 'primary', 'carrier', 'no', 'Part the goods that need a formal entry from the rest; each of them moves on its own 3461.', { documents: ['cbp-3461', 'express-manifest'], when: ['formal-entry'], source: '19 CFR 128.25' }),
    step('count-the-fee', 'enforcement', 'after', 'terminal-operator', 'no', 'Count the waybills released on paper: the fee for each is due as always.', { documents: ['express-manifest'], source: '19 CFR 24.23(b)(4)' }),
    step('sort-window', 'facilitation', 'before arrival', 'port-director', 'yes', 'Agree with the operator before the sort window what is released in bulk and what waits for the next one.'),
    step('bulk-release', 'facilitation', 'release', 'supervisor', 'yes', 'Release the rest of a list in bulk when the cage has taken out its own.', { documents: ['express-manifest'] }),
  ],
};
