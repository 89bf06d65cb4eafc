#pragma once
#include <QScrollArea>

namespace mgc::ui {

class Banner;
class Label;
struct PageContext;

/// The first page: gateway card, "Try it", three sparklines, next steps, samples, recent workspaces.
class HomePage : public QScrollArea {
    Q_OBJECT
public:
    HomePage(PageContext& context, QWidget* parent);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* titleRow(QWidget* parent);
    void showWorkspace();
    void showNotice();

    PageContext& m_context;
    Label* m_title = nullptr;
    QWidget* m_welcome = nullptr;
    Banner* m_banner = nullptr;
};

}  // namespace mgc::ui
