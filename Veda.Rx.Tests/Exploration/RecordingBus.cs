using Xunit.Sdk;
using Xunit.v3;

namespace Veda.Rx.Tests.Exploration;

/// <summary>Takes what a test reports.</summary>
internal sealed class RecordingBus : IMessageBus
{
    private readonly List<IMessageSinkMessage> _messages = [];

    /// <summary>The one message that says how the test went.</summary>
    public ITestResultMessage Result => _messages.OfType<ITestResultMessage>().Single(message => message is not ITestFinished);

    public bool QueueMessage(IMessageSinkMessage message)
    {
        _messages.Add(message);
        return true;
    }

    public void Dispose()
    {
    }
}
