using System.Globalization;
using System.Reactive;
using System.Text;

namespace Veda.Rx.Testing;

/// <summary>Reads one diagram from left to right.</summary>
internal sealed class MarbleReader<T>(string diagram, Func<string, T> value, Func<string, Exception> error, long ticksPerFrame)
{
    private const int MaxGap = 1_000_000_000;

    private readonly List<(long Frame, Notification<T> Notification)> _messages = [];
    private readonly List<long> _disposals = [];
    private int _position;
    private long _frame;
    private long? _start;
    private int _firstDisposal;   // its position

    public ObservableScript<T> Read()
    {
        while (Next(out var sign))
        {
            switch (sign)
            {
                case '-':
                    _frame++;
                    break;
                case '{':
                    _frame += Gap();
                    break;
                case '(':
                    Group();
                    _frame++;
                    break;
                default:
                    Item(sign);
                    _frame++;
                    break;
            }
        }
        if (_start is { } start && _disposals.Count > 0 && _disposals[0] < start)
            throw Wrong(_firstDisposal, "'!' before '^'; allowed: '!' from the subscription on");
        return new ObservableScript<T>(_start is not null, _messages.Select(message => new Recorded<Notification<T>>(Time(message.Frame), message.Notification)), _disposals.Select(Time));
    }

    private long Time(long frame) => checked((frame - (_start ?? 0)) * ticksPerFrame);

    /// <summary>The next character that is not white space, which <see cref="_position"/> is then behind.</summary>
    private bool Next(out char sign)
    {
        while (_position < diagram.Length)
        {
            sign = diagram[_position++];
            if (!char.IsWhiteSpace(sign))
                return true;
        }
        sign = default;
        return false;
    }

    private void Group()
    {
        var open = _position - 1;
        var items = 0;
        while (Next(out var sign))
        {
            if (sign == ')')
            {
                if (items == 0)
                    throw Wrong(open, "a group with nothing in it; allowed: '(' with at least one value, '|', '#', '^' or '!' before ')'");
                return;
            }
            if (sign is '-' or '{' or '(')
                throw Wrong(_position - 1, $"'{sign}' in a group, which is one frame; allowed: values, '|', '#', '^', '!' and ')'");
            Item(sign);
            items++;
        }
        throw Wrong(open, "a group that does not end; allowed: ')' behind its last item");
    }

    private void Item(char sign)
    {
        var at = _position - 1;
        switch (sign)
        {
            case '|':
                Say(Notification.CreateOnCompleted<T>());
                break;
            case '#':
                Say(Notification.CreateOnError<T>(Made(at, error, AnyText())));
                break;
            case '^' when _start is null:
                _start = _frame;
                break;
            case '^':
                throw Wrong(at, "a second '^'; allowed: one, since the diagram is of one subscription");
            case '!' when _disposals.Contains(_frame):
                throw Wrong(at, "a second '!' in the frame; allowed: one");
            case '!':
                _firstDisposal = _disposals.Count == 0 ? at : _firstDisposal;
                _disposals.Add(_frame);
                break;
            case '[':
                Say(Notification.CreateOnNext(Made(at, value, Text(at))));
                break;
            case ')' or ']' or '}':
                throw Wrong(at, $"'{sign}' closes nothing; allowed: values, '-', '|', '#', '^', '!', '(', '[' and '{{'");
            default:
                Say(Notification.CreateOnNext(Made(at, value, Character(at))));
                break;
        }
    }

    /// <summary>The character at a place, which <see cref="_position"/> is then behind: some have two parts.</summary>
    private string Character(int at)
    {
        if (!Rune.TryGetRuneAt(diagram, at, out var character))
            throw Wrong(at, "half a character; allowed: both parts of it");
        _position = at + character.Utf16SequenceLength;
        return character.ToString();
    }

    private void Say(Notification<T> notification) => _messages.Add((_frame, notification));

    /// <summary>What is in brackets behind a <c>#</c>, if anything is.</summary>
    private string AnyText()
    {
        if (_position == diagram.Length || diagram[_position] != '[')
            return "";
        return Text(_position++);
    }

    private string Text(int open)
    {
        var text = "";
        while (_position < diagram.Length)
        {
            var sign = diagram[_position++];
            if (sign == ']')
            {
                if (_position == diagram.Length || diagram[_position] != ']')
                    return text;
                _position++;
            }
            text += sign;
        }
        throw Wrong(open, "a text that does not end; allowed: ']' behind it, and ']]' for a ']' in it");
    }

    private int Gap()
    {
        var open = _position - 1;
        var close = diagram.IndexOf('}', open);
        if (close < 0 || !int.TryParse(diagram.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var frames) || frames is < 1 or > MaxGap)
            throw Wrong(open, $"no number of frames; allowed: {{n}} with n from 1 to {MaxGap.ToString("N0", CultureInfo.InvariantCulture)}");
        _position = close + 1;
        return frames;
    }

    private TMade Made<TMade>(int at, Func<string, TMade> make, string text)
    {
        try
        {
            return make(text);
        }
        catch (Exception refused) when (refused is FormatException or OverflowException)
        {
            throw Wrong(at, $"\"{text}\" is no {typeof(TMade).Name}: {ErrorText.Message(refused).TrimEnd('.')}", refused);
        }
    }

    private FormatException Wrong(int position, string what, Exception? cause = null) => new($"Marble diagram \"{diagram}\", position {position}: {what}.", cause);
}
