import { Module } from '@nestjs/common';
import { PageFiles } from './pages/page-files';
import { PagesController } from './pages/pages.controller';
import { ModuleHealth } from './modules/module-health';
import { PassThroughController } from './pass-through/pass-through.controller';
import { Sessions } from './session/sessions';
import { SessionController } from './session/session.controller';
import { SignIn } from './session/sign-in';
import { TryItController } from './try-it/try-it.controller';

// Pages come last: they answer whatever nobody else does.
@Module({
  controllers: [SessionController, TryItController, PassThroughController, PagesController],
  providers: [Sessions, SignIn, ModuleHealth, PageFiles],
})
export class PortalModule {}
