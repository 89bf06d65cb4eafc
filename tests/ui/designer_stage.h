#pragma once
#include <QAccessible>
#include <QFile>

#include "ui/pages/policies/flow/flow_view.h"
#include "ui/pages/policies/flow/lane_view.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/policies/policy_editor.h"
#include "ui/shell_stage.h"

namespace mgc::test {

using ui::FlowModel;
using ui::PolicyFile;

/// The window with the policies page on a document of the starter's inference API.
class Designer {
public:
    explicit Designer(const QByteArray& policy = {}, QSize size = {1600, 1000}) {
        stage.open(size);
        path = stage.window().context().gateway.workspace() + QStringLiteral("/apis/inference-api/policy.xml");
        if (!policy.isEmpty()) {
            QFile file(path);
            if (file.open(QIODevice::WriteOnly)) file.write(policy);
        }
        page = qobject_cast<ui::PoliciesPage*>(stage.window().showPage(QStringLiteral("policies")));
        page->openPolicy(path);
    }
    [[nodiscard]] ui::DocumentStore& documents() { return stage.window().context().documents; }
    [[nodiscard]] PolicyFile& file() { return *documents().find(path); }
    [[nodiscard]] ui::PolicyEditor& editor() { return *page->editor(); }
    [[nodiscard]] FlowModel& model() { return editor().flow().model(); }
    [[nodiscard]] ui::LaneView& lane(const char* section) {
        return *page->editor()->findChild<ui::LaneView*>(QStringLiteral("lane.") + QLatin1String(section));
    }
    [[nodiscard]] QString text() { return QString::fromStdString(std::string(file().document().text())); }
    [[nodiscard]] QModelIndex card(const char* section, int row) { return model().index(row, 0, model().section(QLatin1String(section))); }
    void choose(const QModelIndex& index) { editor().flow().setCurrent(index); }
    bool checked() {
        const auto* finding = documents().checker().finding(path);
        return finding && finding->revision == file().revision();
    }

    ShellStage stage;
    QString path;
    ui::PoliciesPage* page = nullptr;
};

/// Controls below `root` that can have the focus and have no name for a screen reader; parts that Qt makes inside of boxes speak with
/// their owner's name.
inline QStringList namelessControls(const QWidget& root) {
    QStringList nameless;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->isHidden()) continue;
        if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxListView")) continue;
        QAccessibleInterface* item = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        if (item && item->text(QAccessible::Name).isEmpty())
            nameless << QStringLiteral("%1 %2 in %3")
                            .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                 QLatin1String(root.metaObject()->className()));
    }
    return nameless;
}

inline const QByteArray sample =
    "<policies>\n    <inbound>\n        <base />\n        <!-- keep me -->\n        <set-variable  name='a'   value=\"1\" />\n"
    "        <choose>\n            <when condition=\"@(context.Request.Method == \"POST\")\">\n"
    "                <set-header name=\"x\" exists-action=\"override\">\n                    <value>1</value>\n                "
    "</set-header>\n"
    "            </when>\n        </choose>\n    </inbound>\n    <backend>\n        <base />\n    </backend>\n    <outbound>\n        "
    "<base />\n"
    "    </outbound>\n    <on-error>\n        <base />\n    </on-error>\n</policies>\n";

inline QByteArray longPolicy(int lines) {
    QByteArray text = "<policies>\n    <inbound>\n        <base />\n";
    for (int i = 0; text.count('\n') < lines - 14; ++i)
        text += "        <choose>\n            <when condition=\"@(context.Request.Headers.GetValueOrDefault(&quot;x-" +
                QByteArray::number(i) + "&quot;, &quot;&quot;) == &quot;on&quot;)\">\n                <set-header name=\"x-" +
                QByteArray::number(i) +
                "\" exists-action=\"override\">\n                    <value>@(context.RequestId.ToString())</value>\n                "
                "</set-header>\n"
                "            </when>\n        </choose>\n";
    return text +
           "    </inbound>\n    <backend>\n        <base />\n    </backend>\n    <outbound>\n        <base />\n    </outbound>\n    "
           "<on-error>\n        <base />\n    </on-error>\n</policies>\n";
}

}  // namespace mgc::test
