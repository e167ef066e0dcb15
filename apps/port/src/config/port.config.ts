import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { AccessConfig } from '#access';
import { Knob } from '#service';

const Whole = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

export class PortConfig extends AccessConfig {
  @Knob(
    'Seconds to a minute of the thresholds for declaring a downtime. Less than 60 only makes a drill or a test go faster.',
  )
  @Type(() => Number)
  @Min(0.01)
  @Max(60)
  THRESHOLD_MINUTE_SECONDS = 60;

  @Knob('An open incident without news for this many seconds is recorded as overdue, and again after as many more.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(86_400)
  REMIND_AFTER_SECONDS = 1_800;

  @Knob('A new incident shows the deployments of this many days before it.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(90)
  SUSPECT_DEPLOYMENT_DAYS = 7;

  @Knob(
    'Folder by which drills from history are ordered of whoever runs the platform, and in which is told how they go. Set by `npm start`, which runs them; a drill breaks the platform for real, so set it nowhere else. Not set: the pages say that drills are run by command.',
  )
  @IsString()
  DRILLS_FOLDER = '';
}
