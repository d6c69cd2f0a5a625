"""Driven by test_office.py with the system's Python, which has LibreOffice's uno: PIPE ping | new FILE TEXT | edit FILE TEXTFILE.
Exit status 3: the office said that it could not save."""
import os
import pathlib
import sys

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "fodt": "OpenDocument Text Flat XML", "xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


def desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def put(document, text):
    if hasattr(document, "Text"):
        document.Text.setString(text)
    else:
        sheet = document.Sheets.getByIndex(0)
        for row, line in enumerate(text.splitlines()):
            for column, cell in enumerate(line.split(",")):
                sheet.getCellByPosition(column, row).setString(cell)


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def main():
    office = desktop(sys.argv[1])
    if sys.argv[2] == "ping":
        return 0
    path = pathlib.Path(sys.argv[3])
    kind = path.suffix[1:]
    hidden = properties(Hidden=True)
    if sys.argv[2] == "new":
        document = office.loadComponentFromURL(f"private:factory/{'scalc' if kind in ('xlsx', 'ods') else 'swriter'}", "_blank", 0, hidden)
        put(document, sys.argv[4])
        document.storeAsURL(path.as_uri(), properties(FilterName=FILTERS[kind]))
        document.close(True)
        return 0
    document = office.loadComponentFromURL(path.as_uri(), "_blank", 0, hidden)
    put(document, pathlib.Path(sys.argv[4]).read_text())
    try:
        document.store()
        return 0
    except Exception as error:
        print(type(error).__name__)
        return 3
    finally:
        document.close(True)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # The bridge to LibreOffice sometimes crashes while the interpreter ends; by then all is done.
    os._exit(status)
