import CommandLineKit

SolvencyCommand.application.main()
