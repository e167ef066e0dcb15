import { reportRunStates, reportScheduleStates } from './report.states';

test('the lives of a run and of a schedule are sound: whatever ends without somebody ending it is told', () => {
  expect(reportRunStates.faults()).toEqual([]);
  expect(reportScheduleStates.faults()).toEqual([]);
  for (const event of ['written', 'failed', 'right lost'] as const)
    expect(reportRunStates.says('running', event)).toEqual(['account.report-told']);
  expect(reportScheduleStates.says('active', 'right lost')).toEqual(['account.report-told']);
  expect(reportRunStates.can('ready', 'taken')).toBe(false);
});
