import { reportRunStates, reportScheduleStates } from './report.states';

test('the lives of a run and of a schedule are sound: whatever ends without somebody ending it is told, unless the account is not in force and hears nothing', () => {
  expect(reportRunStates.faults()).toEqual([]);
  expect(reportScheduleStates.faults()).toEqual([]);
  for (const event of ['written', 'failed', 'right lost'] as const)
    expect(reportRunStates.says('running', event)).toEqual(['account.report-told']);
  expect(reportScheduleStates.says('active', 'right lost')).toEqual(['account.report-told']);
  expect(reportRunStates.says('running', 'account not in force')).toEqual([]);
  expect(reportRunStates.can('ready', 'taken')).toBe(false);
});
